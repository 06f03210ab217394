import { memoized } from '../../review/memoize';

test('computes once for each object and each further argument, also where the answer is undefined', () => {
  const asked: unknown[] = [];
  const find = memoized((of: { readonly name: string }, key: string, position?: number) => {
    asked.push([of.name, key, position]);
    return key === 'none' ? undefined : `${of.name} ${key}`;
  });
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  expect([find(a, 'x'), find(a, 'x'), find(b, 'x'), find(a, 'none'), find(a, 'none'), find(a, 'x', 1)]).toEqual([
    ...['a x', 'a x', 'b x', undefined, undefined, 'a x'],
  ]);
  expect(asked).toEqual([
    ['a', 'x', undefined],
    ['b', 'x', undefined],
    ['a', 'none', undefined],
    ['a', 'x', 1],
  ]);
});

test('keeps nothing of a call that throws', () => {
  let calls = 0;
  const once = memoized((_: object) => {
    calls += 1;
    if (calls === 1) throw new Error('not yet');
    return calls;
  });
  const key = {};
  expect(() => once(key)).toThrow('not yet');
  expect([once(key), once(key)]).toEqual([2, 2]);
});
