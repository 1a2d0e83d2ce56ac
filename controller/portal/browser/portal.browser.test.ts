import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from './find-chromium.ts';
import { RunningPortal } from './running-portal.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const executablePath = findChromium();

if (executablePath === undefined) {
  process.stderr.write(
    'Skipped: the portal in a browser. No Chromium found; install one or set CHROMIUM to its path.\n',
  );
}

describe.skipIf(executablePath === undefined)('when a person opens the portal', () => {
  let portal: RunningPortal;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    portal = await RunningPortal.start();
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  });

  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(portal.url)) complaints.push(`asked another host: ${request.url()}`);
    });
  });

  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  const results = () => page.locator('main h3, main h2').filter({ hasText: /\w/ });
  /** Facets count results as well; only the status speaks of the list. */
  const listed = async (amount: RegExp): Promise<string> => {
    const status = page.getByRole('status').filter({ hasText: amount });
    await status.waitFor();
    return status.innerText();
  };

  it('finds an entry by typing, and opens it', async () => {
    await page.goto(portal.url);
    await listed(/^23 results$/);
    await page.keyboard.press('/');
    await page.keyboard.type('slack');
    await page.waitForURL(/q=slack/);
    await page.getByRole('link', { name: 'CRM to Slack Lead Alerts' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'CRM to Slack Lead Alerts' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/entities/Connector/crm-slack-alerts');
    await page.getByText('Post messages to channels').waitFor();
  });

  it('narrows by facets, keeps the choice in the address, and goes back', async () => {
    await page.goto(portal.url);
    await listed(/^23 results$/);
    await page.getByRole('checkbox', { name: /^Connector/ }).check();
    await listed(/^6 results$/);
    expect(new URL(page.url()).searchParams.get('kind')).toBe('Connector');
    await page.getByRole('checkbox', { name: /^Container/ }).check();
    await page.waitForURL(/runtime=container/);
    const narrowed = await listed(/^[1-5] results?$/);
    await page.reload();
    expect(await listed(/^[1-5] results?$/)).toBe(narrowed);
    expect(await results().count()).toBeGreaterThan(0);
  });

  it('finds in spite of a typing mistake', async () => {
    await page.goto(`${portal.url}/?q=slck`);
    await page.getByRole('link', { name: 'CRM to Slack Lead Alerts' }).first().waitFor();
  });

  it('says so when nothing is found, and helps', async () => {
    await page.goto(`${portal.url}/?q=zzzzqqqq`);
    await page
      .getByText(/no (results|entries|match)|nothing/i)
      .first()
      .waitFor();
  });

  it('says so when a page does not exist', async () => {
    await page.goto(`${portal.url}/no/such/page`);
    await page
      .getByText(/not found|no such page|does not exist/i)
      .first()
      .waitFor();
  });

  it.each([
    ['the search', '/'],
    ['a connector', '/entities/Connector/crm-slack-alerts'],
    ['a deprecated app', '/entities/App/pallet-label-printer'],
    ['a team', '/entities/Team/finance-platform'],
    ['the scopes', '/entities/ScopeCatalog/company-scopes'],
  ])('is accessible, light and dark, wide and narrow: %s', async (_name, path) => {
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(portal.url + path, { waitUntil: 'networkidle' });
      // Runs in the isolated world of the driver, so that the policy of the page stays in force.
      const serious = await page.evaluate(`${axeSource}; axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' | ')))`);
      expect(serious, `${path} ${colorScheme} ${width}`).toEqual([]);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  });

  it('works with the keyboard alone', async () => {
    await page.goto(portal.url);
    await listed(/^23 results$/);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/skip/i);
    await page.getByRole('link', { name: 'Carbon Footprint' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Carbon Footprint' }).waitFor();
  });
});
