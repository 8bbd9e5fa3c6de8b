import { isIP } from 'node:net';
import { z } from 'zod';
import { flag } from './option-kinds.js';

const proxyAddress = z.string().refine((text) => {
  const [address = '', bits, ...rest] = text.split('/');
  if (bits === undefined)
    return ['loopback', 'linklocal', 'uniquelocal'].includes(address) || isIP(address) !== 0;
  return (
    rest.length === 0 &&
    isIP(address) !== 0 &&
    /^\d{1,3}$/.test(bits) &&
    Number(bits) <= (isIP(address) === 4 ? 32 : 128)
  );
}, 'expected an address or network, such as 10.0.0.0/8, loopback, linklocal or uniquelocal');

export const trustProxyOption = z.union([flag, proxyAddress, z.array(proxyAddress).min(1)], {
  error: 'expected true, false, or addresses such as 10.0.0.0/8 or loopback',
});
