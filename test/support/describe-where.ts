/**
 * `describe` if a tool is installed. If it is not, its tests are skipped with one message for each file; in CI
 * they fail, since nobody reads there what was skipped.
 */
export function describeWhere(isThere: boolean, title: string, why: string, tests: () => void): void {
  if (isThere) return describe(title, tests);
  if (process.env.CI) return test(title, () => Promise.reject(new Error(why)));
  process.stderr.write(`skipped: ${title}: ${why}\n`);
  describe.skip(title, tests);
}
