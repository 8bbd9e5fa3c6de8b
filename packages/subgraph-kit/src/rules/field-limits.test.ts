import { describe, expect, it } from 'vitest';
import {
  DEFAULT_FIELD_LIMITS,
  fieldLimitsOf,
  fieldLimitVariables,
  NO_FIELD_LIMITS,
  variablesOfFieldLimits,
} from './field-limits.js';

const read = (env: Record<string, string>) => fieldLimitVariables.safeParse(env);

describe('the limits of fields', () => {
  it('are what the variables say, and the defaults where they say nothing', () => {
    const { data = {} } = read({ REGISTER_LIMIT: '5/10m', REVIEW_LIMIT: 'off' });
    expect(fieldLimitsOf(data)).toEqual({
      ...DEFAULT_FIELD_LIMITS,
      register: { max: 5, windowMs: 600_000 },
      addReview: null,
    });
    expect(fieldLimitsOf({}, NO_FIELD_LIMITS)).toEqual(NO_FIELD_LIMITS);
  });

  it.each(['', '5', '0/1h', '5/0m', '5/1d', '-1/1h', '5 / 1h', 'none'])('are never "%s"', (text) => {
    const { success, error } = read({ PASSWORD_RESET_LIMIT: text });
    expect(success).toBe(false);
    expect(error?.issues[0]?.path).toEqual(['PASSWORD_RESET_LIMIT']);
  });

  it('mean the same after they were written for a process', () => {
    const limits = {
      register: { max: 7, windowMs: 90_000 },
      requestPasswordReset: null,
      resetPassword: { max: 1, windowMs: 7_200_000 },
      addReview: { max: 2, windowMs: 300_000 },
    };
    const variables = variablesOfFieldLimits(limits);
    expect(variables['REGISTER_LIMIT']).toBe('7/90s');
    expect(fieldLimitsOf(fieldLimitVariables.parse(variables))).toEqual(limits);
  });
});
