import { createClient } from '@techally/client';
import { decimalFromCents } from '@techally/money';
import { describeDifference } from '@techally/superstore';
import { replay } from './replay.js';
import { parseReplaySettings } from './replay-settings.js';

// npm run replay: the Superstore's orders, sent through the router. Exits with 1 when the shop and the table differ.

const stop = new AbortController();
process.on('SIGINT', () => {
  console.log('\nStopping after the orders in hand; `npm run replay` goes on from here.');
  stop.abort();
});

try {
  const settings = parseReplaySettings(process.argv.slice(2), process.env);
  const client = createClient({
    url: settings.url,
    ...(settings.apiKey === null ? {} : { headers: { 'x-api-key': settings.apiKey } }),
  });
  let shown = 0;
  const { comparison, placed, seconds, stopped } = await replay({
    client,
    settings,
    signal: stop.signal,
    onProgress: ({ done, total, rate }) => {
      const interactive = process.stdout.isTTY;
      if (Date.now() - shown < (interactive ? 200 : 5_000) && done < total) return;
      shown = Date.now();
      const line = `${done} of ${total} orders, ${rate.toFixed(1)} orders/s`;
      process.stdout.write(interactive ? `\r${line}   ` : `${line}\n`);
    },
  });
  const { expected, actual, differences } = comparison;
  console.log(
    `\n${placed} orders in ${seconds.toFixed(1)} s: ${(placed / Math.max(seconds, 0.001)).toFixed(1)} orders/s`,
  );
  if (stopped) console.log('Stopped before the end; what was replayed so far:');
  console.log('\nCategory                 units: shop   table     revenue: shop          table');
  for (const [name, { units, revenueCents }] of expected.categories) {
    const shop = actual.categories.get(name) ?? { units: 0, revenueCents: 0 };
    console.log(
      `${name.padEnd(25)}${String(shop.units).padStart(11)}${String(units).padStart(8)}` +
        `${decimalFromCents(shop.revenueCents).padStart(18)}${decimalFromCents(revenueCents).padStart(15)}`,
    );
  }
  console.log(
    `\n${expected.products.length} products, ${expected.orders} orders, ${expected.units} units compared.`,
  );
  const contradictions = expected.priceContradictions.length;
  for (const difference of differences.slice(0, 50))
    console.log(`DIFFERENT ${describeDifference(difference)}`);
  if (contradictions > 0)
    console.log(`DIFFERENT ${contradictions} lines of the table do not fit the shop's prices.`);
  console.log(
    differences.length + contradictions === 0
      ? 'The shop and the table match.'
      : 'The shop and the table differ.',
  );
  process.exitCode = differences.length + contradictions === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error && 'code' in error ? `\n${error.message}` : error);
  process.exitCode = 1;
}
