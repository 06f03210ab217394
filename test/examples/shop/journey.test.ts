import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { shopSource } from '../../support/shop';

const product = { sku: 'hoe', name: 'Hoe', description: 'For weeds', priceCents: 2490, inStock: true };
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css' };

/** The site as it is built, and what the web server answers below `/api/`. */
let shop: string;
let server: Server;
let products: readonly object[] | 'nothing' = [product];
let missing = '';
beforeAll(async () => {
  shop = mkdtempSync(path.join(os.tmpdir(), 'terrace-journey-'));
  cpSync(path.join(shopSource, 'site'), path.join(shop, 'site'), { recursive: true });
  cpSync(path.join(shopSource, 'package.json'), path.join(shop, 'package.json'));
  execFileSync(process.execPath, [path.join(shop, 'site/build.js')], { stdio: 'pipe' });
  server = createServer(({ url = '/' }, response) => {
    const file = path.join(shop, 'build/site/files', url.endsWith('/') ? `${url}index.html` : url);
    if (url === '/api/products' && products !== 'nothing') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ products }));
    } else if (existsSync(file) && statSync(file).isFile() && (missing === '' || !url.includes(missing))) {
      response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'text/plain' }).end(readFileSync(file));
    } else response.writeHead(404, { 'content-type': 'text/html' }).end('gone');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => ([products, missing] = [[product], '']));
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(shop, { recursive: true });
});

/** What the canary tells of a run, as CloudWatch Synthetics calls its script. */
async function run(): Promise<string> {
  const script = path.join(shopSource, 'canary/journey.cjs');
  const call = `require(${JSON.stringify(script)}).handler().then((done) => console.log(done), (error) => console.log('failed: ' + error.message))`;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', call], { env: { CANARY_URL: url } });
  return stdout.trim().replaceAll(url, '/');
}

test('the journey passes where the catalogue, what it loads and its products are there', async () => {
  expect(await run()).toBe('1 products, the first one hoe');
});

test.each<[string, () => void, RegExp]>([
  [
    'a file of the page is not there',
    () => (missing = '.css'),
    /^failed: \/assets\/style\.\w+\.css: expected 200, found 404/,
  ],
  ['the page is not there', () => (missing = '/'), /^failed: \/: expected 200 text\/html, found 404 text\/html$/],
  [
    'the database is away',
    () => (products = 'nothing'),
    /^failed: \/api\/products: expected 200 application\/json, found 404/,
  ],
  ['there are no products', () => (products = []), /^failed: \/api\/products: expected a product, found none$/],
  [
    'a product has no price',
    () => (products = [{ ...product, priceCents: 0 }]),
    /^failed: \/api\/products: expected a product with sku, name and price, found \{"sku":"hoe"/,
  ],
])('it fails where %s', async (_, breaks, says) => {
  breaks();
  expect(await run()).toMatch(says);
});
