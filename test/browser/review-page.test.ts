import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { reviewPage } from '../../review/reports/html/page';
import { marked, sampleReview } from '../review/reports/html/sample-review';
import { Checkout } from '../support/checkout';
import { axeViolations } from './axe';
import { Chromium, describeWithChromium } from './chromium';

jest.setTimeout(60_000);

/** axe reads 3 environments' page in about 15 s on a quiet machine of 2 cores, and in four times that beside another worker. */
const WHOLE_ENVIRONMENTS_MS = 300_000;

/** Would run wherever one of its quotes, tags or schemes is taken for markup. */
const hostile = `"'><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)></style></title><!-- javascript:alert(4) \u2028\u202e\u0000`;

const openAllFolds = (page: Page) =>
  page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');

describeWithChromium('the review page', () => {
  const chromium = new Chromium();
  const folder = mkdtempSync(join(tmpdir(), 'terrace-page-'));
  const write = (name: string, review = sampleReview) => {
    writeFileSync(join(folder, name), reviewPage(review));
    return pathToFileURL(join(folder, name)).href;
  };
  const url = write('index.html');
  afterAll(async () => {
    await chromium.close();
    rmSync(folder, { recursive: true });
  });

  const shown = (page: Page) => page.locator('[data-finding]:visible').count();

  test('asks nobody for anything, and its policy refuses nothing of its own', async () => {
    const asked: string[] = [];
    const server: Server = createServer((request, response) => {
      asked.push(String(request.url));
      response.setHeader('content-type', 'text/html').end(readFileSync(join(folder, 'index.html')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const opened = await chromium.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await opened.page.getByRole('button', { name: 'Theme' }).click();
      expect(opened.requests.filter((request) => !request.startsWith('data:'))).toEqual([]);
      expect(opened.messages).toEqual([]);
      expect(asked).toEqual(['/']);
    } finally {
      server.close();
    }
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('has nothing that axe objects to: %s, %i wide', async (colorScheme, width) => {
    const { page } = await chromium.open(url, { bypassCSP: true, colorScheme, viewport: { width, height: 900 } });
    await openAllFolds(page);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('does not scroll sideways on a phone', async () => {
    const { page } = await chromium.open(url, { viewport: { width: 390, height: 800 } });
    await openAllFolds(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  test('can be filtered, and a finding opened, with the keyboard alone', async () => {
    const { page } = await chromium.open(url);
    const focused = () =>
      page.evaluate('document.activeElement.closest("label, a, summary")?.textContent.trim() ?? ""');
    const tabTo = async (what: string | RegExp) => {
      for (let steps = 0; steps < 60; steps++) {
        await page.keyboard.press('Tab');
        if (new RegExp(what).test(String(await focused()))) return;
      }
      throw new Error(`Tab never reached ${what}`);
    };

    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the review');
    expect(await page.getByText('Skip to the review').boundingBox()).toMatchObject({ y: 0 });

    await tabTo(/^critical/);
    await page.keyboard.press('Space');
    expect(await shown(page)).toBe(1);
    await tabTo(/test-network\/bastion\/group/);
    await page.keyboard.press('Enter');
    await page.getByText('modules/bastion/index.ts:41').waitFor();
    expect(await page.locator('[data-finding][open]').count()).toBe(1);
  });

  test('shows the ring of what has the focus', async () => {
    const { page } = await chromium.open(url);
    await page.locator('#filters input[value="high"]').focus();
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(`(() => {
      const active = document.activeElement;
      return getComputedStyle(active.nextElementSibling ?? active).outlineStyle;
    })()`);
    expect(outline).toBe('solid');
  });

  test('says how many findings a filter leaves, counts what others would give, and comes back by its URL', async () => {
    const { page } = await chromium.open(url);
    const status = page.getByRole('status');
    await expect(status.textContent()).resolves.toBe('6 of 6 findings');

    await page.getByRole('checkbox', { name: 'fails' }).check({ force: true });
    await page.getByLabel('Environment', { exact: true }).selectOption('test');
    await expect(status.textContent()).resolves.toBe('2 of 6 findings');
    await expect(page.locator('[data-count="severity:critical"]').textContent()).resolves.toBe('1');
    await expect(page.locator('[data-count="severity:low"]').textContent()).resolves.toBe('0');
    await expect(page.locator('[data-count="status:waived"]').textContent()).resolves.toBe('0');
    expect(await page.getByRole('heading', { name: 'A database survives the loss of a zone' }).isVisible()).toBe(false);

    await page.getByLabel('Text', { exact: true }).fill('Storage false');
    await page.getByText('1 of 6 findings').waitFor();
    const link = page.url();
    expect(link).toContain('#findings?env=test&status=fail&q=Storage%20false');

    const { page: shared } = await chromium.open(link);
    await expect(shared.getByRole('status').textContent()).resolves.toBe('1 of 6 findings');
    expect(await shared.getByRole('checkbox', { name: 'fails' }).isChecked()).toBe(true);
    await expect(shared.getByLabel('Text', { exact: true }).inputValue()).resolves.toBe('Storage false');
    expect(await shared.locator('[data-of="prod"]:visible').count()).toBe(0);

    await shared.getByRole('button', { name: 'Reset' }).click();
    await expect(shared.getByRole('status').textContent()).resolves.toBe('6 of 6 findings');
    expect(await shared.locator('[data-of="prod"]:visible').count()).toBeGreaterThan(0);
  });

  test('keeps the filter when a section is jumped to, and says so when it leaves nothing', async () => {
    const { page } = await chromium.open(`${url}#findings?env=prod`);
    await page.getByRole('navigation').getByRole('link', { name: 'Network' }).click();
    await page.waitForURL((to) => to.hash === '#network?env=prod');
    await page.getByLabel('Text', { exact: true }).fill('nothing is called this');
    await page.getByText('No finding matches.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await shown(page)).toBe(6);
  });

  test('opens the finding that a link names, though another filter is on', async () => {
    const { page } = await chromium.open(`${url}#findings?env=prod`);
    const id = await page.locator('[data-finding][data-environment="test"]').first().getAttribute('id');
    await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
    await page.locator(`[id="${id}"][open]`).waitFor({ state: 'visible' });
  });

  test.each([
    '#findings?env=nowhere',
    '#findings?severity=%E0%A4%A',
    '#findings?rule=none&q=',
    '#?&&=',
    '#constructor',
  ])('is not upset by the URL %s', async (hash) => {
    const { page, messages } = await chromium.open(url + hash);
    expect(messages).toEqual([]);
    await page.getByRole('heading', { name: /^Security review/ }).waitFor();
  });

  test('remembers the theme that was chosen', async () => {
    const { page } = await chromium.open(url, { colorScheme: 'light' });
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    const button = page.getByRole('button', { name: 'Theme' });
    await button.click();
    await button.click();
    await expect(button.textContent()).resolves.toContain('dark');
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await background()).toBe(dark);
  });

  test('without JavaScript shows everything, and no control that does nothing', async () => {
    const { page } = await chromium.open(url, { javaScriptEnabled: false });
    expect(await shown(page)).toBe(6);
    expect(await page.locator('[data-of]:visible').count()).toBeGreaterThan(10);
    expect(await page.locator('input:visible, select:visible, button:visible').count()).toBe(0);
    await page.locator('[data-finding] summary').first().click();
    await page.getByText('modules/bastion/index.ts:41').first().waitFor();
  });

  test('prints everything, folded or not, and no control', async () => {
    const { page } = await chromium.open(url);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('input:visible, select:visible, button:visible, nav:visible').count()).toBe(0);
    const facts = await page.locator('[data-finding] .facts').first().boundingBox();
    expect(facts?.height).toBeGreaterThan(50);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3);
  });

  test('runs nothing from the input', async () => {
    const { page, requests, messages } = await chromium.open(write('hostile.html', marked(sampleReview, hostile)), {
      bypassCSP: true,
    });
    await openAllFolds(page);
    expect(messages).toEqual([]);
    expect(requests.filter((request) => !request.startsWith('data:'))).toEqual([]);
    expect(await page.locator('main img, main script, main style, main iframe').count()).toBe(0);
    expect(await page.locator('main svg[onload]').count()).toBe(0);
    await page.getByText(`<img src=x onerror=alert(1)>`).first().waitFor();
    const schemes = await page.evaluate(
      '[...document.querySelectorAll("[href]")].map((link) => new URL(link.getAttribute("href") ?? "", location.href).protocol)',
    );
    expect(new Set(schemes as string[])).toEqual(new Set(['file:', 'data:']));
    await page.getByRole('checkbox', { name: 'fails' }).check({ force: true });
    await page.getByLabel('Text', { exact: true }).fill('onerror');
    await page.getByText('3 of 6 findings').waitFor();
  });
});

describeWithChromium('the page that terrace review writes of the environments', () => {
  const chromium = new Chromium();
  const checkout = new Checkout();
  const url = pathToFileURL(join(checkout.path, 'terrace.out/review/index.html')).href;
  beforeAll(() => checkout.terrace(['review', '--no-plan', '--date', '2026-11-21']), WHOLE_ENVIRONMENTS_MS);
  afterAll(async () => {
    await chromium.close();
    checkout.remove();
  });

  test(
    'asks nobody, and can be filtered',
    async () => {
      const { page, requests, messages } = await chromium.open(`${url}#network?env=prod`);
      expect(await page.locator('svg.network:visible').count()).toBe(1);
      await page.getByRole('radio', { name: 'All' }).check({ force: true });
      expect(await page.locator('svg.network:visible').count()).toBe(3);
      expect(messages).toEqual([]);
      expect(requests.filter((request) => !request.startsWith('data:'))).toEqual([]);
    },
    WHOLE_ENVIRONMENTS_MS,
  );

  test(
    'has nothing that axe objects to, with every fold open',
    async () => {
      const { page } = await chromium.open(url, { bypassCSP: true });
      await openAllFolds(page);
      expect(await axeViolations(page)).toEqual([]);
    },
    WHOLE_ENVIRONMENTS_MS,
  );
});
