import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

// The pictures of the review for the README, of the page that is there: npm run review && node bin/run.cjs docs/generate/review-picture.ts
// Not one of the files that a test compares: two builds of Chromium draw the same page in different pixels.
const page = resolve('terrace.out/review/index.html');
const pictures = [
  { file: 'docs/images/review.png', hash: '#summary', height: 1180 },
  { file: 'docs/images/review-network.png', hash: '#network?env=prod', height: 760 },
];

async function main(): Promise<void> {
  if (!existsSync(page)) throw new Error(`${page}: expected the page of a review; npm run review writes it`);
  mkdirSync('docs/images', { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BINARY || '/usr/bin/chromium',
    args: ['--no-sandbox', '--font-render-hinting=none'],
  });
  try {
    for (const { file, hash, height } of pictures) {
      const shown = await browser.newPage({ viewport: { width: 1280, height }, deviceScaleFactor: 1.25 });
      await shown.goto(pathToFileURL(page).href + hash);
      await shown.screenshot({ path: file });
      process.stdout.write(`wrote ${file}\n`);
    }
  } finally {
    await browser.close();
  }
}

void main();
