/** Where a supergraph comes from, and where its updates come from. */
export interface SupergraphSource {
  /**
   * Reads the supergraph for the first time and, where the source can change, watches it from then on.
   *
   * @throws {StartError} Thrown when there is no supergraph to begin with.
   */
  start(listeners: SupergraphListeners): Promise<string>;
  /** Ends the watch; no listener is called any more. */
  stop(): Promise<void>;
}

export interface SupergraphListeners {
  /**
   * Takes a new text. Texts come one at a time and differ from the one before. When it throws, `onError` is told, the
   * text counts as refused, and the next one is waited for.
   */
  readonly onUpdate: (sdl: string) => Promise<void> | void;
  /** Told when the source cannot be read, or a text was refused. The source goes on. */
  readonly onError: (error: unknown) => void;
}
