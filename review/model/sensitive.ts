import type { Graph } from './graph';
import { isList, isMap, type Value } from './value';

/** A shorter text is a part of too many others: to hide it would hide what a report is about. */
const shortest = 6;

/** Every text of a value that is marked sensitive: `marks` is `true` for the whole of it, or has the marks of its parts. */
export function textsMarked(value: unknown, marks: unknown): string[] {
  if (marks === true) return textsOf(value);
  if (typeof marks !== 'object' || marks === null || typeof value !== 'object' || value === null) return [];
  return Object.entries(marks).flatMap(([name, mark]) =>
    Object.hasOwn(value, name) ? textsMarked((value as Record<string, unknown>)[name], mark) : [],
  );
}

/** The texts in a value. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= shortest ? [value] : [];
  if (isList(value as Value)) return (value as readonly unknown[]).flatMap(textsOf);
  return isMap(value as Value) ? Object.values(value as object).flatMap(textsOf) : [];
}

/** What Terraform marks sensitive in the input, the longest text first: no report shows it. */
export function sensitiveTexts(graph: Graph): readonly string[] {
  const texts = graph.resourcesOf(['@root']).flatMap((root) => textsOf(root.at('sensitive')));
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

/** Data with each sensitive text replaced. */
export function withoutTexts<T>(data: T, texts: readonly string[]): T {
  if (texts.length === 0) return data;
  const copy = (part: unknown): unknown => {
    if (typeof part === 'string') return texts.reduce((text, one) => text.replaceAll(one, '(sensitive value)'), part);
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null || Object.getPrototypeOf(part) !== Object.prototype) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copy(inner)]));
  };
  return copy(data) as T;
}
