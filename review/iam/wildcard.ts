/**
 * IAM's wildcards: `*` is any text, `?` any one character. Linear in memory and at worst the product of both lengths in time,
 * so a pattern that somebody wrote to hurt does not.
 */
export function matches(pattern: string, text: string, ignoreCase = false): boolean {
  return ignoreCase ? glob(pattern.toLowerCase(), text.toLowerCase()) : glob(pattern, text);
}

function glob(pattern: string, text: string): boolean {
  let [p, t, star, from] = [0, 0, -1, 0];
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      from = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++from;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Whether every text that `narrow` matches, `wide` matches too: `s3:*` covers `s3:Get*`. Never says yes wrongly. */
export function covers(wide: string, narrow: string, ignoreCase = false): boolean {
  if (wide === '*') return true;
  if (!/[*?]/.test(narrow)) return matches(wide, narrow, ignoreCase);
  const [w, n] = ignoreCase ? [wide.toLowerCase(), narrow.toLowerCase()] : [wide, narrow];
  if (!mayMeet(w, n)) return false;
  // A `*` of the narrow one stands for texts of any length: only a `*` of the wide one takes it.
  return table(w, n, (a, b) => (a === '?' ? b !== '*' : a === b), false);
}

/** Stands for one digit in `overlaps`: of an account ID that is not known. */
export const digit = '\u0001';

/** Whether some text matches both: `arn:aws:s3:::logs-*` and `*-prod`. */
export function overlaps(one: string, other: string, ignoreCase = false): boolean {
  const [a, b] = ignoreCase ? [one.toLowerCase(), other.toLowerCase()] : [one, other];
  if (a === '*' || b === '*' || a === b) return true;
  if (a.includes(digit) || b.includes(digit)) return mayMeet(a, b) && table(a, b, mayBeSame, true);
  if (!/[*?]/.test(b)) return glob(a, b);
  if (!/[*?]/.test(a)) return glob(b, a);
  if (!mayMeet(a, b)) return false;
  return table(a, b, mayBeSame, true);
}

function mayBeSame(x: string, y: string): boolean {
  return x === '?' || y === '?' || x === y || (x === digit && /\d/.test(y)) || (y === digit && /\d/.test(x));
}

/** Whether the literal beginnings of two patterns agree: a quick no for most pairs. */
function mayMeet(a: string, b: string): boolean {
  const end = Math.min(...[a, b].map((one) => one.search(firstOpen)));
  return a.slice(0, end) === b.slice(0, end);
}

const firstOpen = new RegExp(`[*?${digit}]|$`);

/** Matches two patterns against each other, character by character; `both` lets a `*` of the second one stand for anything too. */
function table(a: string, b: string, same: (x: string, y: string) => boolean, both: boolean): boolean {
  let row = new Uint8Array(b.length + 1);
  row[0] = 1;
  for (let j = 1; j <= b.length; j++) row[j] = both && b[j - 1] === '*' ? (row[j - 1] as number) : 0;
  for (let i = 1; i <= a.length; i++) {
    const next = new Uint8Array(b.length + 1);
    const x = a[i - 1] as string;
    next[0] = x === '*' ? (row[0] as number) : 0;
    for (let j = 1; j <= b.length; j++) {
      const y = b[j - 1] as string;
      const left = next[j - 1] as number;
      const above = row[j] as number;
      if (x === '*') next[j] = above | left;
      else if (both && y === '*') next[j] = above | left;
      else next[j] = same(x, y) ? (row[j - 1] as number) : 0;
    }
    row = next;
  }
  return row[b.length] === 1;
}
