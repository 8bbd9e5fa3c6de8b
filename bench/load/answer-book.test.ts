import { describe, expect, it } from 'vitest';
import { AnswerBook } from './answer-book.ts';

const marker = (number: number) => `list_${number}`;
const answer = (number: number, shape: number) =>
  Buffer.from(JSON.stringify({ data: { [marker(number)]: [shape, 'é'] } }));

function createBook(): AnswerBook {
  return new AnswerBook({
    shapes: 2,
    marker,
    expectedData: (number) => ({ [marker(number)]: [number % 2, 'é'] }),
  });
}

function completeBook(): AnswerBook {
  const book = createBook();
  for (const number of book.unknownNumbers) book.learn(number, answer(number, number));
  return book;
}

describe('an answer book', () => {
  it('is complete after one answer of each form', () => {
    expect(createBook().unknownNumbers).toEqual([0, 1]);
    expect(completeBook().unknownNumbers).toEqual([]);
  });

  it('takes an answer with its own marker, in any slices', () => {
    const bytes = answer(7, 1);
    expect(completeBook().matches(7, [bytes])).toBe(true);
    expect(completeBook().matches(7, [bytes.subarray(0, 3), bytes.subarray(3, 4), bytes.subarray(4)])).toBe(
      true,
    );
  });

  it('takes neither another request’s answer nor one of another form', () => {
    expect(completeBook().matches(7, [answer(5, 1)])).toBe(false);
    expect(completeBook().matches(7, [answer(7, 0)])).toBe(false);
  });

  it('takes no answer that is cut short, too long or changed in one byte', () => {
    const bytes = answer(7, 1);
    expect(completeBook().matches(7, [bytes.subarray(0, -1)])).toBe(false);
    expect(completeBook().matches(7, [bytes, Buffer.from(' ')])).toBe(false);
    bytes[bytes.length - 3]! ^= 1;
    expect(completeBook().matches(7, [bytes])).toBe(false);
  });

  it('learns neither a wrong answer nor one with errors', () => {
    expect(() => createBook().learn(0, answer(0, 1))).toThrow('wrong');
    expect(() => createBook().learn(0, Buffer.from('{"data":{},"errors":[]}'))).toThrow('errors');
  });
});
