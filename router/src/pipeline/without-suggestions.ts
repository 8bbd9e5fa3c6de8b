const BEGINNING = 'Did you mean ';

/** Takes "Did you mean …?", which tells names of the schema, off the end of a message. */
export function withoutSuggestions(message: string): string {
  if (!message.endsWith('?')) return message;
  const start = message.lastIndexOf(BEGINNING);
  return start === -1 ? message : message.slice(0, start).trimEnd();
}
