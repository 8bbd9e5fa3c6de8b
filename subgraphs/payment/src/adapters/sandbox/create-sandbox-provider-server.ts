import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import Fastify from 'fastify';
import { z } from 'zod';
import { sandboxCard } from './sandbox-cards.js';
import type { SandboxCharge } from './sandbox-charge.js';
import { chargeBodySchema, confirmBodySchema, refundBodySchema } from './sandbox-charge.js';
import { createSandboxFaults, faultSchema } from './sandbox-faults.js';
import type { SandboxStore } from './sandbox-store.js';

/** A payment provider for development and tests, as a server of its own. */
export interface SandboxProviderServer {
  /** Opens the port and returns the base URL. Default: a free port of 127.0.0.1. */
  listen(options?: { readonly port?: number; readonly host?: string }): Promise<string>;
  /** Cuts the connections that wait for an answer, too. The store stays open. */
  close(): Promise<void>;
}

const DECLINED_BY_CUSTOMER = {
  state: 'declined',
  code: 'authentication_failed',
  message: 'The card holder did not confirm the payment.',
} as const;
const idParameter = z.object({ id: z.string() });
const keyQuery = z.object({ idempotencyKey: z.string() });

/**
 * The sandbox provider: test cards decide what happens (see `sandbox-cards.ts`), the same key with the same body gets
 * the same answer, with another body 409. `POST /v1/faults` makes the next requests of clients go wrong.
 */
export function createSandboxProviderServer({
  store,
}: {
  readonly store: SandboxStore;
}): SandboxProviderServer {
  const faults = createSandboxFaults();
  const toBeCut = new WeakSet<object>();
  // Requests that never get an answer must not hold up the end.
  const app = Fastify({ forceCloseConnections: true });

  app.setErrorHandler((error, _request, reply) => {
    const invalid = error instanceof z.ZodError;
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    return reply.code(invalid ? 400 : status).send({ error: invalid ? 'invalid_request' : 'internal_error' });
  });
  app.get('/health', () => ({ status: 'ok' }));
  app.post('/v1/faults', (request, reply) => {
    faults.add(faultSchema.parse(request.body));
    return reply.code(204).send();
  });
  app.delete('/v1/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.post('/v1/charges/:id/confirm', async (request, reply) => {
    const { clientSecret, outcome } = confirmBodySchema.parse(request.body);
    const change =
      outcome === 'succeed'
        ? ({ state: 'succeeded', code: null, message: null } as const)
        : DECLINED_BY_CUSTOMER;
    const charge = await store.confirmCharge(idParameter.parse(request.params).id, clientSecret, change);
    return charge ?? reply.code(409).send({ error: 'not_to_be_confirmed' });
  });
  app.register((clients, _options, done) => {
    clients.addHook('preHandler', async (request, reply) => {
      const fault = faults.take();
      if (fault?.kind === 'delay') await delay(fault.milliseconds, undefined, { ref: false });
      if (fault?.kind === 'error500') return reply.code(500).send({ error: 'injected_fault' });
      if (fault?.kind === 'reset') toBeCut.add(request.raw);
    });
    // All has been done by now, but nobody hears of it.
    clients.addHook('onSend', (request, _reply, payload, next) => {
      if (toBeCut.has(request.raw)) request.raw.socket.destroy();
      next(null, payload);
    });
    addClientRoutes(clients, store);
    done();
  });

  return {
    listen: ({ port = 0, host = '127.0.0.1' } = {}) => app.listen({ port, host }),
    close: () => app.close(),
  };
}

function addClientRoutes(app: FastifyInstance, store: SandboxStore): void {
  app.post('/v1/charges', async (request, reply) => {
    const body = chargeBodySchema.parse(request.body);
    const card = sandboxCard(body.token);
    const known =
      card.charge === null
        ? await store.findCharge({ idempotencyKey: body.idempotencyKey })
        : await store.insertCharge(body, newCharge(card.charge));
    if (known === null && card.charge !== null) return keyReused(reply);
    // One that was cancelled before it came is answered: there is nothing left to be silent about.
    if (!card.answers && known?.state !== 'cancelled') return reply.hijack();
    return known;
  });
  app.post('/v1/charges/cancel', async (request, reply) => {
    const body = chargeBodySchema.parse(request.body);
    // Whoever comes first under the key decides: this, or the charge.
    const cancelled = { state: 'cancelled', code: null, message: null } as const;
    const known = await store.insertCharge(body, newCharge(cancelled));
    if (known === null) return keyReused(reply);
    return store.cancelCharge(body.idempotencyKey);
  });
  app.get('/v1/charges/:id', async (request, reply) => {
    return (
      (await store.findCharge(idParameter.parse(request.params))) ??
      reply.code(404).send({ error: 'not_found' })
    );
  });
  app.get('/v1/charges', async (request, reply) => {
    return (
      (await store.findCharge(keyQuery.parse(request.query))) ?? reply.code(404).send({ error: 'not_found' })
    );
  });
  app.post('/v1/refunds', async (request, reply) => {
    const answer = await store.refund(
      refundBodySchema.parse(request.body),
      `re_${randomBytes(12).toString('hex')}`,
    );
    return answer ?? keyReused(reply);
  });
}

function newCharge({
  state,
  code,
  message,
}: Pick<SandboxCharge, 'state' | 'code' | 'message'>): SandboxCharge {
  const id = `ch_${randomBytes(12).toString('hex')}`;
  const clientSecret = state === 'requires_action' ? `${id}_secret_${randomBytes(16).toString('hex')}` : null;
  return { id, state, code, message, clientSecret };
}

function keyReused(reply: FastifyReply): FastifyReply {
  return reply.code(409).send({ error: 'idempotency_key_reused' });
}
