const IPV4_MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * What one client has for itself: an IPv4 address, or the first 64 bits of an IPv6 address, since a network that size is
 * the least that a customer of a provider gets (RFC 6177): limits by whole addresses could be evaded at no cost.
 *
 * @param address A valid one, with a zone or not.
 */
export function clientNetwork(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = IPV4_MAPPED.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const groups = expand(address);
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  if (isMapped) return toIPv4(groups[6] ?? '0', groups[7] ?? '0');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address (RFC 4291, section 2.2), without leading zeros. */
function expand(address: string): readonly string[] {
  const [plain = ''] = address.split('%');
  const [head = '', tail] = plain.split('::');
  const first = toGroups(head);
  const last = toGroups(tail ?? '');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
}

/** The last two groups may be written as an IPv4 address. */
function toGroups(text: string): readonly string[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [part];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
  });
}

function toIPv4(high: string, low: string): string {
  const [a, b] = [parseInt(high, 16), parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
