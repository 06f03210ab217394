/**
 * Runtime versions: CloudWatch user guide, Synthetics runtime versions, with the pages of each language. One in neither list is newer than these, or so old that the page
 * on support has no day for it that was read: look it up there and add it.
 */
export const supported: readonly string[] = [
  ...['8.0', '9.0', '9.1', '10.0', '11.0', '12.0', '13.0', '13.1', '14.0', '15.0'].map(
    (version) => `syn-nodejs-puppeteer-${version}`,
  ),
  ...['3.0', '3.1', '4.0', '4.1'].map((version) => `syn-nodejs-${version}`),
  ...['syn-java-1.0', 'syn-java-2.0'],
];

/** Runtime versions that no canary can be made with, and since when: CloudWatch user guide, Runtime versions support policy. */
export const deprecated: Readonly<Record<string, string>> = {
  'syn-nodejs-puppeteer-3.8': '2024-01-08',
  'syn-nodejs-puppeteer-3.9': '2024-01-08',
  'syn-nodejs-puppeteer-4.0': '2024-03-08',
  'syn-nodejs-puppeteer-5.0': '2024-03-08',
  'syn-nodejs-puppeteer-5.1': '2024-03-08',
  'syn-nodejs-puppeteer-5.2': '2026-01-22',
  'syn-nodejs-puppeteer-6.0': '2024-03-08',
  'syn-nodejs-puppeteer-6.1': '2024-03-08',
  'syn-nodejs-puppeteer-6.2': '2026-01-22',
  'syn-nodejs-puppeteer-7.0': '2026-01-22',
  'syn-python-selenium-1.3': '2024-03-08',
  'syn-python-selenium-2.0': '2024-03-08',
  'syn-python-selenium-2.1': '2026-01-22',
  'syn-python-selenium-3.0': '2026-01-22',
  'syn-python-selenium-4.0': '2026-02-03',
  'syn-python-selenium-4.1': '2026-02-03',
  'syn-python-selenium-5.0': '2026-02-03',
  'syn-python-selenium-5.1': '2026-02-03',
};
