// What a visitor does who has not signed in: the catalogue, what it loads, and the products of it. Run by CloudWatch Synthetics, which takes what is thrown for a failed run.
const http = require('node:http');
const https = require('node:https');
const { URL } = require('node:url');

/** Characters of the longest answer that is read: a page or a list of products has a few thousand. */
const most = 1_000_000;

module.exports.handler = async () => {
  const start = process.env.CANARY_URL;
  const page = await ask(start, 'text/html');
  const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[\w.-]+)"/g)].map(([, path]) => path);
  if (assets.length === 0) throw new Error(`${start}: expected a page with assets, found none`);
  for (const path of assets) await ask(at(start, path));
  const url = at(start, '/api/products');
  const { products } = JSON.parse(await ask(url, 'application/json'));
  const [first] = products ?? [];
  if (!first) throw new Error(`${url}: expected a product, found none`);
  if (!first.sku || !first.name || !(first.priceCents > 0))
    throw new Error(`${url}: expected a product with sku, name and price, found ${JSON.stringify(first)}`);
  return `${products.length} products, the first one ${first.sku}`;
};

function at(start, path) {
  return new URL(path, start).href;
}

/** The body of an answer with 200 and the type. */
function ask(url, type) {
  return new Promise((resolve, reject) => {
    const { get } = url.startsWith('https:') ? https : http;
    const request = get(url, { headers: { 'user-agent': 'canary' } }, (answer) => {
      const { statusCode, headers } = answer;
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        body += chunk;
        if (body.length > most) request.destroy(new Error(`${url}: expected ${most} characters at most, found more`));
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const found = `${statusCode} ${headers['content-type']}`;
        const isFine = statusCode === 200 && (!type || String(headers['content-type']).startsWith(type));
        if (isFine) resolve(body);
        else reject(new Error(`${url}: expected 200${type ? ` ${type}` : ''}, found ${found}`));
      });
    });
    request.on('error', reject);
  });
}
