import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ServedHttp } from '@techally/test-parts';
import { freePort, serveHttp } from '@techally/test-parts';
import { afterEach, describe, expect, it } from 'vitest';
import { createGatewaySender } from './create-gateway-sender.js';

const message = {
  messageId: '<0199f3a0.1@notifications.techally.example>',
  to: '0199f3a0-0000-7000-8000-000000000002',
  subject: 'Your parcel comes today',
  text: 'Größe\r\nX-Evil: 1',
};

const patient = () => new AbortController().signal;
const now = new Date('2026-01-01T12:00:00Z');

describe('the sender of messages by HTTP', () => {
  let served: ServedHttp | undefined;
  const requests: { method: string | undefined; headers: IncomingHttpHeaders; body: unknown }[] = [];

  afterEach(async () => {
    requests.length = 0;
    await served?.close();
    served = undefined;
  });

  async function gateway(answer: (response: ServerResponse, request: IncomingMessage) => void) {
    served = await serveHttp((request, response) => {
      void text(request).then((body) => {
        const { method, headers } = request;
        requests.push({ method, headers, body: JSON.parse(body) });
        answer(response, request);
      });
    });
    return senderTo(`${served.url}/messages`);
  }

  const senderTo = (url: string) =>
    createGatewaySender({ url, token: 'a-token', channel: 'PUSH', now: () => now });

  it('posts a message as JSON, with its stable id as the key and the token', async () => {
    const sender = await gateway((response) => response.writeHead(202).end('{"queued":true}'));
    await sender.send(message, patient());
    const id = '0199f3a0.1@notifications.techally.example';
    expect(requests).toMatchObject([
      {
        method: 'POST',
        headers: {
          authorization: 'Bearer a-token',
          'content-type': 'application/json',
          'idempotency-key': id,
        },
        body: { id, channel: 'PUSH', to: message.to, subject: message.subject, text: message.text },
      },
    ]);
    expect(requests[0]?.headers).not.toHaveProperty('x-evil');
  });

  it('repeats the key at the attempt after a failure that passes', async () => {
    const sender = await gateway((response) => response.writeHead(requests.length === 1 ? 503 : 204).end());
    await expect(sender.send(message, patient())).rejects.toMatchObject({
      code: 'SEND_FAILED',
      retryable: true,
      message: 'The PUSH gateway has answered 503.',
    });
    await sender.send(message, patient());
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(requests).toHaveLength(2);
  });

  it.each([
    [400, false],
    [403, false],
    [404, false],
    [409, false],
    [410, false],
    [422, false],
    [302, true],
    [401, true],
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [502, true],
  ])('says of the answer %i whether trying again can help: %j', async (status, retryable) => {
    const sender = await gateway((response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(`${message.to} a-token`),
    );
    const failure = await sender.send(message, patient()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ retryable, message: `The PUSH gateway has answered ${String(status)}.` });
    // A redirect would carry the token elsewhere.
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['120', 120_000],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['soon', undefined],
  ])('passes on what a gateway asks to wait: %s', async (header, retryAfter) => {
    const sender = await gateway((response) => response.writeHead(429, { 'retry-after': header }).end());
    const failure = await sender.send(message, patient()).catch((error: unknown) => error);
    expect(failure).toHaveProperty('retryAfter', retryAfter);
  });

  it('says of a gateway that is not there that this passes, without its address', async () => {
    const port = await freePort();
    await expect(
      senderTo(`http://127.0.0.1:${String(port)}/`).send(message, patient()),
    ).rejects.toMatchObject({
      retryable: true,
      message: 'The PUSH gateway cannot be reached: ECONNREFUSED.',
    });
  });

  it('hangs up on a gateway that does not answer as soon as nobody waits any more', async () => {
    let hungUp!: Promise<unknown>;
    const sender = await gateway((_response, request) => {
      hungUp = new Promise((resolve) => request.socket.once('close', resolve));
    });
    await expect(sender.send(message, AbortSignal.timeout(100))).rejects.toMatchObject({ retryable: true });
    await hungUp;
  });

  it('says of a connection that breaks in the middle that this passes', async () => {
    const sender = await gateway((_response, request) => request.socket.destroy());
    await expect(sender.send(message, patient())).rejects.toMatchObject({ retryable: true });
  });
});
