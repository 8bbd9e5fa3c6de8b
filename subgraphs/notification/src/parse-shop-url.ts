import { DeliverySettingsError } from './parse-delivery-settings.js';

/**
 * Where links in messages lead: `SHOP_URL`, without a slash at its end; null where an environment does not say.
 * @throws {DeliverySettingsError} Thrown when it is no address of a web site.
 */
export function parseShopUrl(env: Readonly<Record<string, string | undefined>>): string | null {
  const text = env['SHOP_URL'] ?? '';
  if (text === '') return null;
  const url = URL.parse(text);
  const isSite = url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '';
  if (!isSite || url.search !== '' || url.hash !== '')
    throw new DeliverySettingsError('SHOP_URL must be an address such as https://shop.example.com.');
  return url.href.replace(/\/+$/, '');
}
