import type { Place } from '../../model/resource';

/** `1 finding`, `2 findings`, `no findings`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number === 0 ? 'no' : grouped(number)} ${number === 1 ? one : many}`;
}

/** `12 345`: a narrow space that no line breaks at. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** `a, b and c` */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** `stacks/network.ts:41` */
export function placeText({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** `21 November 2026` */
export function dayText(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  const name = months[(month ?? 0) - 1];
  return name && day && year ? `${day} ${name} ${year}` : date;
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** An id for a fragment: what cannot stand in one becomes `-`. */
export function idOf(...parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[^A-Za-z0-9_]+/g, '-')).join('-');
}
