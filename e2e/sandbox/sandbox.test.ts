import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requiredPart } from '@techally/test-parts';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const available = requiredPart('browser', CHROMIUM, 'On Debian: apt-get install chromium');

/** Where the screenshots go, to be looked at. */
const SCREENSHOTS = fileURLToPath(new URL('../../node_modules/.cache/screenshots/', import.meta.url));

describe.skipIf(!available)('the sandbox in a real browser', () => {
  let stack: TestStack;
  let browser: Browser;
  let url: string;
  let customer: TestAccount;
  const foreignRequests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    stack = await startTestStack();
    await seedShop(stack, { products: 3 });
    customer = await stack.customer();
    ({ url } = await stack.router.listen({ port: 0 }));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    await mkdir(SCREENSHOTS, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });

  async function open(): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
        foreignRequests.push(request.url());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/`);
    await page.waitForSelector('.graphiql-execute-button', { timeout: 30_000 });
    return page;
  }

  /** Runs a query, and waits until the result shows the text. */
  async function run(
    page: Page,
    { query, headers, shows }: { query: string; headers?: string; shows: string },
  ): Promise<void> {
    await typeInto(page, '.graphiql-query-editor .graphiql-editor', query);
    if (headers !== undefined) {
      await page.getByText('Headers', { exact: true }).first().click();
      await typeInto(page, '.graphiql-editor-tool .graphiql-editor:not(.hidden)', headers);
    }
    await page.click('.graphiql-execute-button');
    const result = page.locator('.result-window');
    await expect
      .poll(async () => (await result.innerText()).replaceAll('\u00a0', ' '), { timeout: 15_000 })
      .toContain(shows);
  }

  async function typeInto(page: Page, selector: string, text: string): Promise<void> {
    await page.locator(selector).first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
    // The editor closes brackets by itself, one too many for a text that has its own.
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Delete');
  }

  it('runs a query, and one in the name of whoever the token in the headers belongs to, from our own files only', async () => {
    const page = await open();
    await run(page, { query: '{ products(first: 1) { edges { node { name } } } }', shows: 'Office Chair' });
    await page.screenshot({ path: `${SCREENSHOTS}sandbox-query.png` });
    await run(page, {
      query: '{ me { profile { displayName } } }',
      headers: `{ "authorization": "Bearer ${customer.accessToken}" }`,
      shows: 'Ann B.',
    });
    await page.screenshot({ path: `${SCREENSHOTS}sandbox-me.png` });

    expect(foreignRequests).toEqual([]);
    expect(complaints).toEqual([]);
  }, 90_000);
});
