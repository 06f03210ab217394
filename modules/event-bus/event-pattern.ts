import { isKnown, list, matching, object, optional, type Prop } from '../props';

/**
 * Which events a rule is about: of every field that is named, one of the values has to match. `detail` is a pattern of the application's own fields, with
 * EventBridge's operators: `{ total: [{ numeric: ['>', 100] }] }`.
 */
export interface EventPattern {
  /** Who puts the events: `shop.orders`. Each is named, so that no rule is about all events of a bus. */
  readonly source: readonly string[];
  /** @default all that the sources put */
  readonly 'detail-type'?: readonly string[];
  /** @default whatever they say */
  readonly detail?: Readonly<Record<string, unknown>>;
}

const source = 'EventBridge API reference, PutEventsRequestEntry';
const names = (what: string, pattern: RegExp, expected: string) =>
  list(what, matching(pattern, expected, { structure: true, source }), { min: 1, max: 50 });

/** Fields of a pattern, in which everything is known: EventBridge judges the operators in it. */
export const patternFields: Prop<Readonly<Record<string, unknown>>> = {
  expected: 'an object with at least one field, of lists and objects known at synthesis',
  known: 'structure',
  problems(found, prop) {
    return isReadable(found) && isPattern(found, 8) ? [] : [{ prop, expected: patternFields.expected, found }];
  },
};

function isReadable(found: unknown): boolean {
  try {
    JSON.stringify(found);
    return true;
  } catch {
    return false;
  }
}

/** A field is a list of what it may be, or an object of fields. */
function isPattern(found: unknown, depth: number): boolean {
  if (depth === 0 || !isPlain(found) || Object.keys(found).length === 0) return false;
  return Object.values(found).every((one) =>
    Array.isArray(one)
      ? isKnown(one) && one.length > 0 && one.every((item) => isItem(item, depth))
      : isPattern(one, depth - 1),
  );
}

const words = matching(/^[^]*$/, 'text', { structure: true });

function isItem(found: unknown, depth: number): boolean {
  if (found === null || typeof found === 'boolean') return true;
  if (typeof found === 'number') return isKnown(found) && Number.isFinite(found);
  if (typeof found === 'string') return words.problems(found, '').length === 0;
  if (depth === 0 || !isKnown(found)) return false;
  if (Array.isArray(found)) return found.length > 0 && found.every((one) => isItem(one, depth - 1));
  return isPlain(found) && Object.values(found).every((one) => isItem(one, depth - 1));
}

function isPlain(found: unknown): found is Readonly<Record<string, unknown>> {
  if (typeof found !== 'object' || found === null || Array.isArray(found) || !isKnown(found)) return false;
  return Object.getPrototypeOf(found) === Object.prototype;
}

export const eventPattern = object<EventPattern>({
  source: names('sources', /^(?!aws\.)[\w./-]{1,256}$/, 'a source such as shop.orders, and none of AWS'),
  'detail-type': optional(
    names('detail types', /^[ -~]{1,128}$/, '1 to 128 printable characters'),
    'all that the sources put',
  ),
  detail: optional(patternFields, 'whatever they say'),
});
