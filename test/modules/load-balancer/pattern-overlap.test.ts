import { patternsOverlap } from '../../../modules/load-balancer/pattern-overlap';

describe('patterns of conditions', () => {
  test.each([
    ['/api/*', '/api/v2/*'],
    ['*', ''],
    ['/a*', '/*b'],
    ['/a?c', '/abc'],
    ['*.example.com', 'shop.example.com'],
    ['*.example.com', 'shop.*.com'],
    ['a*b*c', 'a?b?c'],
    ['**', '*'],
  ])('%s and %s share some text', (left, right) => {
    expect(patternsOverlap(left, right)).toBe(true);
    expect(patternsOverlap(right, left)).toBe(true);
  });

  test.each([
    ['/api', '/api/'],
    ['/api/*', '/apis/*'],
    ['/a*', '/b*'],
    ['/a?', '/a'],
    ['*.example.com', 'example.com'],
    ['*.example.com', '*.example.org'],
    ['', '?'],
  ])('%s and %s share none', (left, right) => {
    expect(patternsOverlap(left, right)).toBe(false);
    expect(patternsOverlap(right, left)).toBe(false);
  });

  test('of many wildcards take no time', () => {
    expect(patternsOverlap('*a'.repeat(60), `${'*b'.repeat(60)}c`)).toBe(false);
  });
});
