/** Whether some text matches both patterns, in which `*` is any text and `?` any character, as in the conditions of a listener. */
export function patternsOverlap(left: string, right: string): boolean {
  const known = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${i},${j}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const overlap = overlapFrom(i, j);
    known.set(key, overlap);
    return overlap;
  };
  const overlapFrom = (i: number, j: number): boolean => {
    const [a, b] = [left[i], right[j]];
    if (a === '*') return from(i + 1, j) || (b !== undefined && from(i, j + 1));
    if (b === '*') return from(i, j + 1) || (a !== undefined && from(i + 1, j));
    if (a === undefined || b === undefined) return a === b;
    return (a === b || a === '?' || b === '?') && from(i + 1, j + 1);
  };
  return from(0, 0);
}
