import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { describeWhere } from '../support/describe-where';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const binary = process.env.CHROMIUM_BINARY || places.find((place) => existsSync(place));
export const howToGetChromium =
  'On Debian: apt-get install chromium. Elsewhere name any Chromium or Chrome in CHROMIUM_BINARY.';

/** `describe`, where there is Chromium. */
export function describeWithChromium(title: string, tests: () => void): void {
  describeWhere(binary !== undefined, title, `no Chromium is here. ${howToGetChromium}`, tests);
}

/** A page that was opened, and everything that it did beside being shown. */
export interface Opened {
  readonly page: Page;
  /** Requests but the one for the page itself. */
  readonly requests: string[];
  /** What it wrote to the console, threw, or asked in a dialog. */
  readonly messages: string[];
}

/** One browser for a file; a context of its own for each page. */
export class Chromium {
  private browser?: Browser;

  async open(url: string, options: BrowserContextOptions = {}): Promise<Opened> {
    this.browser ??= await chromium.launch({ executablePath: binary, args: ['--no-sandbox'] });
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const [requests, messages]: string[][] = [[], []];
    page.on('request', (request) => void (request.isNavigationRequest() || requests!.push(request.url())));
    page.on('console', (message) => void messages!.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => void messages!.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      messages!.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(url);
    return { page, requests: requests!, messages: messages! };
  }

  async close(): Promise<void> {
    await this.browser?.close();
  }
}
