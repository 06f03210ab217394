import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** What axe objects to, in a few words each. Not by a script of the page, whose policy would refuse it. */
export async function axeViolations(page: Page): Promise<unknown> {
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  return page.evaluate(`${axe}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
    id + ': ' + nodes.map(({ html, any }) => html.slice(0, 160) + ' ' + (any[0]?.message ?? '')).join(' | ')))`);
}
