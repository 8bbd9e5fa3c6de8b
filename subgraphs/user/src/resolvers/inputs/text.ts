import { PRINTABLE } from '@techally/subgraph-kit';
import { ValidateBy } from 'class-validator';

/** One line of text which, without white space around it, has `min` to `max` characters. */
export function Text(min: number, max: number, message: string): PropertyDecorator {
  return ValidateBy({
    name: 'text',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && PRINTABLE.test(value) && fits(value.trim().length, min, max),
      defaultMessage: () => message,
    },
  });
}

function fits(length: number, min: number, max: number): boolean {
  return length >= min && length <= max;
}
