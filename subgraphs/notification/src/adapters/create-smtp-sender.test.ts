import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@techally/test-parts';
import { afterEach, describe, expect, it } from 'vitest';
import type { SmtpSettings } from '../parse-delivery-settings.js';
import { eventually } from '../testing/eventually.js';
import type { ServeSmtpOptions, ServedSmtp } from '../testing/serve-smtp.js';
import { serveSmtp, smtpReply } from '../testing/serve-smtp.js';
import type { SmtpSender } from './create-smtp-sender.js';
import { createSmtpSender } from './create-smtp-sender.js';

const mail = {
  messageId: '<0199f3a0.0@notifications.techally.example>',
  to: 'ann@example.test',
  subject: 'Größe & Preis',
  text: 'Hello Ann,\n\nhttps://shop.test/verify-email?token=a-very-secret-token\n',
};

const patient = () => new AbortController().signal;

describe('the sender of mails by SMTP', () => {
  let server: ServedSmtp | undefined;
  let sender: SmtpSender | undefined;

  afterEach(async () => {
    sender?.close();
    await server?.close();
    server = undefined;
  });

  async function start(options?: ServeSmtpOptions, settings?: Partial<SmtpSettings>) {
    server = await serveSmtp(options);
    sender = createSmtpSender({ ...server.settings, ...settings });
    return { server, sender };
  }

  it('hands a mail over as it was given, and says that no absence note is wanted', async () => {
    const { server, sender } = await start();
    await sender.send(mail, patient());
    expect(server.mails).toHaveLength(1);
    const { from, recipients, headers, raw } = server.mails[0]!;
    expect({ from, recipients }).toEqual({ from: 'shop@example.test', recipients: ['ann@example.test'] });
    expect(headers.split('\r\n')).toEqual(
      expect.arrayContaining([
        'Auto-Submitted: auto-generated',
        'From: The Shop <shop@example.test>',
        'To: ann@example.test',
        `Message-ID: ${mail.messageId}`,
        expect.stringMatching(/^Subject: =\?UTF-8\?/) as string,
        expect.stringMatching(/^Date: /) as string,
      ]),
    );
    expect(raw).toContain('Hello Ann,');
  });

  it('says of a temporary refusal that it passes, and repeats the Message-ID at the next attempt', async () => {
    let attempts = 0;
    const { server, sender } = await start({
      receive: () =>
        (attempts += 1) === 1
          ? Promise.reject(smtpReply(451, '4.7.1 <ann@example.test>: greylisted, come back later'))
          : Promise.resolve(),
    });
    await expect(sender.send(mail, patient())).rejects.toMatchObject({
      code: 'SEND_FAILED',
      retryable: true,
      message: 'The mail server has refused the mail: 451 4.7.1.',
    });
    await sender.send(mail, patient());
    const ids = server.mails.map(({ headers }) => /^Message-ID: (.*)$/m.exec(headers)?.[1]?.trim());
    expect(ids).toEqual([mail.messageId, mail.messageId]);
  });

  it.each(['onRcptTo', 'onMailFrom'] as const)(
    'says of a refusal for good (%s) that trying again is no use, without the address in it',
    async (stage) => {
      const { sender } = await start({
        [stage]: (_address: unknown, _session: unknown, callback: (error: Error) => void) => {
          callback(smtpReply(550, '5.1.1 <ann@example.test>: no such mailbox'));
        },
      });
      const failure = await sender.send(mail, patient()).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'SEND_REFUSED',
        retryable: false,
        message: 'The mail server has refused the mail: 550 5.1.1.',
      });
      expect(String((failure as Error).stack)).not.toContain('ann@example.test');
      expect(failure).not.toHaveProperty('cause');
    },
  );

  it('lets no line break in a subject add a header', async () => {
    const { server, sender } = await start();
    await sender.send({ ...mail, subject: 'Hello\r\nBcc: eve@example.test\r\n\r\nBuy this' }, patient());
    expect(server.mails).toMatchObject([{ recipients: ['ann@example.test'] }]);
    expect(server.mails[0]?.headers).toContain('Subject: Hello Bcc: eve@example.test');
    expect(server.mails[0]?.headers).not.toMatch(/^Bcc:/im);
  });

  it.each([
    'ann@example.test\r\nRCPT TO:<eve@example.test>',
    'ann@example.test> SIZE=1 <',
    'Ann <ann@example.test>',
    'ann',
    '',
  ])('refuses the address %j for good, and shows it to no server', async (to) => {
    const { server, sender } = await start();
    await expect(sender.send({ ...mail, to }, patient())).rejects.toMatchObject({ retryable: false });
    expect(server.connections()).toBe(0);
  });

  it('makes one recipient of an address with a comma', async () => {
    const { server, sender } = await start();
    await sender.send({ ...mail, to: 'ann,eve@example.test' }, patient()).catch(() => undefined);
    expect(server.mails.flatMap(({ recipients }) => recipients)).not.toContain('eve@example.test');
  });

  it('keeps a text that looks like commands inside its mail', async () => {
    const { server, sender } = await start();
    const text = 'Hello\r\n.\r\nMAIL FROM:<eve@example.test>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\n';
    await sender.send({ ...mail, text }, patient());
    await sender.send(mail, patient());
    expect(server.mails.map(({ from }) => from)).toEqual(['shop@example.test', 'shop@example.test']);
    expect(server.mails[0]?.raw).toContain('MAIL FROM:<eve@example.test>');
  });

  it('says of a server that is not there that this passes', async () => {
    sender = createSmtpSender({
      host: '127.0.0.1',
      port: await freePort(),
      tls: false,
      credentials: null,
      from: { name: '', address: 'shop@example.test' },
    });
    await expect(sender.send(mail, patient())).rejects.toMatchObject({
      retryable: true,
      message: 'The mail server cannot be reached: ECONNREFUSED.',
    });
  });

  it('comes back to a server that was restarted', async () => {
    const first = await start();
    await first.sender.send(mail, patient());
    const { port } = first.server.settings;
    await first.server.close();
    await expect(first.sender.send(mail, patient())).rejects.toMatchObject({ retryable: true });
    server = await serveSmtp({ port });
    await first.sender.send(mail, patient());
    expect(server.mails).toHaveLength(1);
  });

  it('gives up a server that says nothing as soon as nobody waits any more, and hangs up', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    sender = createSmtpSender({
      host: '127.0.0.1',
      port,
      tls: false,
      credentials: null,
      from: { name: '', address: 'shop@example.test' },
    });
    const connected = once(silent, 'connection');
    const sending = sender.send(mail, AbortSignal.timeout(100));
    const [socket] = (await connected) as [Socket];
    socket.on('error', () => undefined);
    const hungUp = once(socket.resume(), 'close');
    await expect(sending).rejects.toMatchObject({ retryable: true });
    await hungUp;
    silent.close();
  });

  it('does not send its password to a server without TLS', async () => {
    let asked = 0;
    const { server, sender } = await start(
      {
        allowInsecureAuth: true,
        onAuth: (_auth, _session, callback) => {
          asked += 1;
          callback(null, { user: 'shop' });
        },
      },
      { credentials: { user: 'shop', password: 'a-password' } },
    );
    const failure = await sender.send(mail, patient()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ retryable: true });
    expect(String(failure)).not.toContain('a-password');
    expect(asked).toBe(0);
    expect(server.mails).toEqual([]);
  });

  it('gives no mail to a server whose certificate nobody vouches for', async () => {
    const { server, sender } = await start({ hideSTARTTLS: false });
    await expect(sender.send(mail, patient())).rejects.toMatchObject({ retryable: true });
    expect(server.mails).toEqual([]);
  });

  it('opens five connections at most, and keeps them for the next mails', async () => {
    let most = 0;
    const { server, sender } = await start({
      receive: async () => {
        most = Math.max(most, server.connections());
        await delay(20);
      },
    });
    await Promise.all(Array.from({ length: 12 }, () => sender.send(mail, patient())));
    expect(server.mails).toHaveLength(12);
    expect(most).toBe(5);
    expect(server.connections()).toBe(5);
  });

  it('finishes what it is sending when it is closed, and leaves no connection open', async () => {
    const { server, sender } = await start({ receive: () => delay(150) });
    const sending = sender.send(mail, patient());
    await eventually(() => {
      expect(server.mails).toHaveLength(1);
    });
    sender.close();
    await sending;
    await eventually(() => {
      expect(server.connections()).toBe(0);
    });
    await expect(sender.send(mail, patient())).rejects.toMatchObject({ retryable: true });
  });
});
