import type { ResponseHookArgument } from '@techally/router';

/** Whoever may not read e-mail addresses sees only where they are. */
export function onResponse({ body, context }: ResponseHookArgument): void {
  const { identity } = context;
  if (identity.kind === 'user' && identity.scope.includes('contacts:read')) return;
  mask(body.data);
}

/** Goes by the look of a value, since a client may give a field any name. */
function mask(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'string') Reflect.set(value, key, child.replace(/^[^@\s]+(?=@[^@\s]+$)/, '***'));
    else mask(child);
  }
}
