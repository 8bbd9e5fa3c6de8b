/**
 * Finished answers by request body. Gateways under load send the same few bodies again and again, and a subgraph that
 * executed each of them would be the bottleneck of what is measured. The oldest answers go first.
 */
export class AnswerCache {
  readonly #answers = new Map<string, Buffer>();
  readonly #limit: number;
  #bytes = 0;

  /** @param limit bytes that keys and answers may take together. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(body: string): Buffer | undefined {
    return this.#answers.get(body);
  }

  set(body: string, answer: Buffer): void {
    this.#answers.set(body, answer);
    this.#bytes += body.length + answer.length;
    for (const [oldBody, oldAnswer] of this.#answers) {
      if (this.#bytes <= this.#limit) return;
      this.#answers.delete(oldBody);
      this.#bytes -= oldBody.length + oldAnswer.length;
    }
  }
}
