import { covers, matches, overlaps } from '../../../review/iam/wildcard';

describe('wildcards', () => {
  test.each([
    ['*', ''],
    ['s3:Get*', 's3:GetObject'],
    ['a?c', 'abc'],
    ['*b*d', 'abcd'],
    ['arn:aws:s3:::logs/*', 'arn:aws:s3:::logs/a/b'],
  ])('%s matches %s', (pattern, text) => expect(matches(pattern, text)).toBe(true));

  test.each([
    ['', 'a'],
    ['a?c', 'ac'],
    ['*b*d', 'abc'],
    ['s3:get*', 's3:GetObject'],
    ['.*', 'ab'],
  ])('%s does not match %s', (pattern, text) => expect(matches(pattern, text)).toBe(false));

  test.each([
    ['*', '*'],
    ['s3:*', 's3:Get*'],
    ['a*c', 'ab*c'],
    ['a?*', 'a?b*'],
    ['**', '?*'],
  ])('%s covers %s', (wide, narrow) => expect(covers(wide, narrow)).toBe(true));

  test.each([
    ['s3:Get*', 's3:*'],
    ['a?c', 'a*c'],
    ['ab', 'a?'],
    ['a*b', 'a*'],
  ])('%s does not cover %s', (wide, narrow) => expect(covers(wide, narrow)).toBe(false));

  test.each([
    ['a*', '*b'],
    ['logs-*', '*-prod'],
    ['a?c', 'ab?'],
    ['*', ''],
  ])('%s overlaps %s', (one, other) => {
    expect(overlaps(one, other)).toBe(true);
    expect(overlaps(other, one)).toBe(true);
  });

  test.each([
    ['a*', 'b*'],
    ['a?', 'abc*'],
    ['*a', '*b'],
  ])('%s does not overlap %s', (one, other) => {
    expect(overlaps(one, other)).toBe(false);
    expect(overlaps(other, one)).toBe(false);
  });

  test('a pattern written to be slow is not', () => {
    const started = performance.now();
    expect(matches('*a'.repeat(500), `${'a'.repeat(5000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
