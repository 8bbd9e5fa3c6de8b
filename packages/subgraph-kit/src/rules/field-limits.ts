import { z } from 'zod';

/** So many requests of one client in every window (milliseconds); `null` is no limit. */
export type FieldLimit = { readonly max: number; readonly windowMs: number } | null;

/** The fields that have limits of their own. */
export interface FieldLimits {
  /** By network address. */
  readonly register: FieldLimit;
  /** By network address, besides the limits on mails. */
  readonly requestPasswordReset: FieldLimit;
  /** By network address. */
  readonly resetPassword: FieldLimit;
  /** By account. */
  readonly addReview: FieldLimit;
}

const HOUR = 3_600_000;

export const DEFAULT_FIELD_LIMITS: FieldLimits = {
  register: { max: 20, windowMs: HOUR },
  requestPasswordReset: { max: 20, windowMs: HOUR },
  resetPassword: { max: 20, windowMs: HOUR },
  addReview: { max: 30, windowMs: HOUR },
};

/** For demonstrations and tests, where one address is many customers. */
export const NO_FIELD_LIMITS: FieldLimits = {
  register: null,
  requestPasswordReset: null,
  resetPassword: null,
  addReview: null,
};

/** The variable of each limit: `20/1h`, or `off`. */
export const FIELD_LIMIT_VARIABLES = {
  register: 'REGISTER_LIMIT',
  requestPasswordReset: 'PASSWORD_RESET_REQUEST_LIMIT',
  resetPassword: 'PASSWORD_RESET_LIMIT',
  addReview: 'REVIEW_LIMIT',
} as const satisfies Readonly<Record<keyof FieldLimits, string>>;

const UNITS = { s: 1_000, m: 60_000, h: HOUR } as const;
const FORM = /^([1-9]\d{0,5})\/([1-9]\d{0,3})([smh])$/;

const limit = z.string().transform((text, context): FieldLimit => {
  if (text === 'off') return null;
  const [, max, length, unit] = FORM.exec(text) ?? [];
  if (unit !== undefined)
    return { max: Number(max), windowMs: Number(length) * UNITS[unit as keyof typeof UNITS] };
  context.addIssue('is a number of requests and a time in s, m or h, such as 20/1h, or "off"');
  return z.NEVER;
});

/** The limits as the variables of an environment say. */
export const fieldLimitVariables = z.object(
  Object.fromEntries(Object.values(FIELD_LIMIT_VARIABLES).map((name) => [name, limit.optional()])),
);

/** Writes limits as the variables of a process. */
export function variablesOfFieldLimits(limits: FieldLimits): Record<string, string> {
  return Object.fromEntries(
    Object.entries(FIELD_LIMIT_VARIABLES).map(([field, name]) => [
      name,
      textOf(limits[field as keyof FieldLimits]),
    ]),
  );
}

function textOf(fieldLimit: FieldLimit): string {
  if (fieldLimit === null) return 'off';
  const { max, windowMs } = fieldLimit;
  const [unit, length] =
    windowMs % UNITS.h === 0 ? ['h', UNITS.h] : windowMs % UNITS.m === 0 ? ['m', UNITS.m] : ['s', UNITS.s];
  return `${String(max)}/${String(windowMs / length)}${unit}`;
}

/** Puts what the variables say over other limits. */
export function fieldLimitsOf(
  variables: z.output<typeof fieldLimitVariables>,
  defaults: FieldLimits = DEFAULT_FIELD_LIMITS,
): FieldLimits {
  const given = (field: keyof FieldLimits) => {
    const value = variables[FIELD_LIMIT_VARIABLES[field]];
    return value === undefined ? defaults[field] : value;
  };
  return {
    register: given('register'),
    requestPasswordReset: given('requestPasswordReset'),
    resetPassword: given('resetPassword'),
    addReview: given('addReview'),
  };
}
