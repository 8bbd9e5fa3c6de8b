/** The text of a member of the object that a JSON text holds; `undefined` when there is none. The text must be valid JSON. */
export function memberText(text: string, name: string): string | undefined {
  let index = skipSpace(text, 0);
  if (text[index] !== '{') return undefined;
  index = skipSpace(text, index + 1);
  while (text[index] === '"') {
    const keyEnd = endOfString(text, index);
    const key = JSON.parse(text.slice(index, keyEnd)) as string;
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    if (key === name) return text.slice(start, end);
    index = skipSpace(text, end);
    if (text[index] === ',') index = skipSpace(text, index + 1);
  }
  return undefined;
}

/**
 * JSON text without what does not count: white space, and how strings are escaped. The order of members and the text of
 * numbers stay.
 */
export function normalJsonText(text: string): string {
  const parts: string[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index]!;
    if (character === '"') {
      const end = endOfString(text, index);
      parts.push(JSON.stringify(JSON.parse(text.slice(index, end))));
      index = end;
    } else {
      if (!/\s/.test(character)) parts.push(character);
      index++;
    }
  }
  return parts.join('');
}

function skipSpace(text: string, start: number): number {
  let index = start;
  while (' \n\r\t'.includes(text[index] ?? 'x')) index++;
  return index;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index + 1;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let index = start;
  for (;;) {
    const character = text[index] ?? '';
    if (character === '"') {
      index = endOfString(text, index);
      if (depth === 0) return index;
      continue;
    }
    if (character === '' || (depth === 0 && ',}]'.includes(character))) return index;
    if (character === '{' || character === '[') depth++;
    if (character === '}' || character === ']') depth--;
    index++;
    if (depth === 0 && (character === '}' || character === ']')) return index;
  }
}
