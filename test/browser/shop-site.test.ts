import { readFileSync } from 'node:fs';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describeWhere } from '../support/describe-where';
import { missingForShop, startLocalPlatform, type LocalPlatform, type Shop } from '../support/shop';
import { axeViolations } from './axe';
import { Chromium, describeWithChromium } from './chromium';

jest.setTimeout(60_000);

/** What a distribution does: the site's files, the application below `/api/`, and the headers of its policy. */
function startEdge(files: string, shop: Shop, bucketOrigin: string): Promise<Server> {
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.css': 'text/css',
    '.js': 'text/javascript',
    '.svg': 'image/svg+xml',
  };
  const policy = `default-src 'self'; connect-src 'self' ${bucketOrigin}; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'`;
  const server = createServer((request, response) => {
    const { method, url = '/', headers } = request;
    if (url.startsWith('/api/')) {
      const forwarded = ask(new URL(url, shop.url), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      return void request.pipe(forwarded);
    }
    const file = url.endsWith('/') ? `${url}index.html` : url;
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', types[path.extname(file)]!);
    response.end(readFileSync(path.join(files, file)));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describeWithChromium("the sample application's site", () => {
  describeWhere(missingForShop === '', 'in front of the application', missingForShop, () => {
    const chromium = new Chromium();
    let platform: LocalPlatform;
    let edge: Server;
    let url: string;
    beforeAll(async () => {
      platform = await startLocalPlatform();
      await platform.run('src/migrate.js');
      const shop = await platform.start();
      const files = await platform.buildSite();
      edge = await startEdge(files, shop, platform.emulator.proxy.url);
      url = `http://127.0.0.1:${(edge.address() as AddressInfo).port}`;
    }, 180_000);
    afterAll(async () => {
      await chromium.close();
      edge?.closeAllConnections();
      edge?.close();
      await platform?.end();
    });

    test('a customer who is not signed in is led there; then orders, uploads and signs out', async () => {
      const { page, messages } = await chromium.open(`${url}/`);
      const status = page.getByRole('status');
      await page.getByRole('button', { name: 'Order Hoe' }).click();
      await page.waitForURL('**/account/');
      await page.getByLabel('Email').fill('customer@example.com');
      await page.getByLabel('Password').fill('long enough for a test');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Create an account' }).click();
      await page.getByRole('heading', { name: 'Orders' }).waitFor();

      await page.getByRole('link', { name: 'Catalogue' }).click();
      await page.getByRole('button', { name: 'Order Hoe' }).click();
      await status.getByText('Ordered, for €34.50.').waitFor();
      expect(await axeViolations(page)).toEqual([]);

      await page.getByRole('link', { name: 'Account' }).click();
      await page.getByText('1 × hoe, €34.50').waitFor();
      const picture = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') };
      await page.getByLabel('A picture or a PDF').setInputFiles(picture);
      await page.getByRole('button', { name: 'Upload' }).click();
      await status.getByText('Uploaded.').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      // What a browser itself says of each 401.
      expect(messages.filter((message) => !message.includes('status of 401'))).toEqual([]);
    });

    test('what the application refuses is read out, and nothing is taken for markup', async () => {
      const { page } = await chromium.open(`${url}/account/`);
      await page.getByLabel('Email').fill('customer@example.com');
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Email address or password is wrong.').waitFor();
      await platform.postgres.sql(`update shop.products set name = '<img src=x onerror=alert(1)>' where sku = 'hoe'`);
      await page.goto(`${url}/`);
      await page.getByRole('heading', { name: '<img src=x onerror=alert(1)>' }).waitFor();
      expect(await page.locator('img').count()).toBe(0);
    });
  });
});
