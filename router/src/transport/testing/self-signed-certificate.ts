import { generateKeyPairSync, sign } from 'node:crypto';

/** Made anew for each run, so that no private key lies in the repository. */
export interface SelfSignedCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

/** Makes a certificate for one host name, valid this year and next (RFC 5280, as little of it as TLS needs). */
export function createSelfSignedCertificate(hostname: string): SelfSignedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const year = new Date().getUTCFullYear();
  const name = sequence(set(sequence(objectId('55 04 03'), der(0x0c, Buffer.from(hostname)))));
  const subjectAltName = sequence(
    objectId('55 1d 11'),
    der(0x04, sequence(der(0x82, Buffer.from(hostname)))),
  );
  const content = sequence(
    der(0xa0, integer(2)), // version 3
    integer(1),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(year), time(year + 2)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(subjectAltName)),
  );
  const signature = sign('sha256', content, privateKey);
  const certificate = sequence(
    content,
    ECDSA_WITH_SHA256,
    der(0x03, Buffer.concat([Buffer.of(0), signature])),
  );
  const base64 = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

/** Tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, Buffer.concat(parts));
const set = (...parts: readonly Buffer[]) => der(0x31, Buffer.concat(parts));
const integer = (value: number) => der(0x02, Buffer.of(value));
const objectId = (hex: string) => der(0x06, Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const time = (year: number) => der(0x17, Buffer.from(`${String(year % 100).padStart(2, '0')}0101000000Z`));
const ECDSA_WITH_SHA256 = sequence(objectId('2a 86 48 ce 3d 04 03 02'));
