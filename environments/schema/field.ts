import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import { inherited, unsafeIn } from '../../modules/props/unsafe-text';

/** What a field expects, as text, or as text that depends on what was found: the message for every mistake in it. */
export type Wanted = string | ((found: unknown) => string);

function message(expected: Wanted) {
  return ({ input }: { readonly input?: unknown }) => (typeof expected === 'string' ? expected : expected(input));
}

/** A string that passes `ok`, and that Terraform and a terminal take as it is written. */
export function text(expected: Wanted, ok: (value: string) => boolean) {
  const error = ({ input }: { readonly input?: unknown }) =>
    [message(expected)({ input }), typeof input === 'string' && unsafeIn(input)].filter(Boolean).join(', ');
  return z.string({ error }).refine((value) => !unsafeIn(value) && ok(value), { error });
}

const notInherited = 'not a member of every JavaScript object';

/** A name that matches `pattern`: one that something is looked up by. */
export function name(pattern: RegExp, expected: string) {
  return text(
    (found) => (inherited.has(found) ? `${expected}, ${notInherited}` : expected),
    (value) => pattern.test(value) && !inherited.has(value),
  );
}

/** The name of a thing that another field of the file defines; that it does is a law. */
export function nameOf(what: string) {
  return name(/^[a-z][a-z0-9-]{0,20}$/, `the name of ${what}`);
}

/** A string that matches `pattern`. */
export function matching(pattern: RegExp, expected: string) {
  return text(expected, (value) => pattern.test(value));
}

/** A string from one of the tables in `environments/aws`. The message names its file, since a new value of AWS is one line there. */
export function listed(what: string, values: readonly string[], file: string) {
  const known = new Set(values);
  return text(
    (found) => `${what} of environments/aws/${file}${nearest(found, values)}`,
    (value) => known.has(value),
  );
}

/** A whole number, its unit in the plural: `days`. */
export function wholeNumber(unit: string, min: number, max: number) {
  const error = message(min === max ? `${min} ${unit}` : `a whole number of ${unit} from ${min} to ${max}`);
  return z.number({ error }).refine((value) => Number.isInteger(value) && value >= min && value <= max, { error });
}

/** A share in percent, decimals allowed. */
export function percent(min: number, max: number) {
  const error = message(`percent from ${min} to ${max}`);
  return z.number({ error }).refine((value) => value >= min && value <= max, { error });
}

/** An amount of US dollars, cents allowed. */
export function dollars(min: number, max: number) {
  const error = message(`US dollars from ${min} to ${max}`);
  return z.number({ error }).refine((value) => value >= min && value <= max, { error });
}

/** `true` or `false`. */
export function yesOrNo() {
  return z.boolean({ error: message('true or false') });
}

/** One of several words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: message(`one of ${words.join(', ')}`) });
}

/** A list whose entries are all different. */
export function list<Entry extends z.ZodType>(entry: Entry, expected: string, min: number, max: number) {
  const error = message(`${expected}, ${min} to ${max} of them`);
  return z
    .array(entry, { error })
    .refine((values) => values.length >= min && values.length <= max, { error })
    .superRefine(
      (values, context) => {
        values.forEach((value, index) => {
          if (values.indexOf(value) < index) context.addIssue({ code: 'custom', path: [index], message: 'each once' });
        });
      },
      { when: ({ value }) => Array.isArray(value) },
    );
}

/** An object that has these fields and no other. */
export function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    // For keys that are not known the message is the keys that are; `explain` picks the nearest.
    error: ({ code }) => (code === 'unrecognized_keys' ? known.join(' ') : `an object of ${known.join(', ')}`),
  });
}

type Alternative = z.ZodObject<z.core.$ZodLooseShape>;

/** One of several objects, of which each has a word of its own in `field`: that word decides which other fields there are. */
export function byWord<const Field extends string, const Objects extends readonly [Alternative, ...Alternative[]]>(
  field: Field,
  objects: Objects,
) {
  const words = objects.map((object) => [...(object._zod.propValues?.[field] ?? [])].join()).join(', ');
  const error = ({ code }: { readonly code?: string }) =>
    code === 'invalid_union' ? `one of ${words}` : `an object with ${field}, one of ${words}`;
  return z.discriminatedUnion(field, objects, { error });
}

/** Why something is as it is: 10 to 300 characters. */
export function reason() {
  return text('a reason of 10 to 300 characters', (value) => value.trim().length >= 10 && value.length <= 300);
}

/** Switched off, which the review sees. */
export function switchedOff() {
  return fields({
    off: z.literal(true, { error: () => 'true' }),
    /** Why that is acceptable here. */
    reason: reason(),
  });
}

/** `'on'`, or switched off with a reason. */
export function protection() {
  return z.union([z.literal('on'), switchedOff()], { error: () => '"on" or an object of off, reason' });
}

/** Values by name. */
export function named<Thing extends z.ZodType>(things: string, thing: Thing) {
  return z.record(z.string(), thing, { error: message(`${things} by name`) }).superRefine((byName, context) => {
    for (const name of Object.keys(byName).filter((name) => !isName(name))) {
      const message = inherited.has(name) ? `${aName}, ${notInherited}` : aName;
      context.addIssue({ code: 'custom', path: [name], message, params: { found: name } });
    }
  }, always);
}

/** Values by what names them, where the name is no name of a thing: hosts, variables of an environment. */
export function byKey<Value extends z.ZodType>(
  what: string,
  isKey: (key: string) => boolean,
  key: string,
  value: Value,
) {
  return z.record(z.string(), value, { error: () => `${what}` }).superRefine(
    (values, context) => {
      for (const found of Object.keys(values).filter((found) => !isKey(found) || inherited.has(found))) {
        const message = inherited.has(found) ? `${key}, ${notInherited}` : key;
        context.addIssue({ code: 'custom', path: [found], message, params: { found } });
      }
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
}

/** A name that becomes part of identifiers of RDS and ElastiCache: short, and no hyphen at the end or beside another. */
export const isName = (value: string) =>
  value.length <= 21 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value) && !inherited.has(value);
export const aName = 'a name of 1 to 21 of a-z, 0-9 and single hyphens, a letter first';

/** Zod skips the checks of a list or record in which an entry is of the wrong type; here every problem counts. */
const always = { when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null };

/** ` (nearest: …)`, or nothing when what was found is not a word. */
export function nearest(found: unknown, values: readonly string[]): string {
  const isWord = typeof found === 'string' && found.length > 0 && found.length <= 64;
  return isWord && values.length > 0 ? ` (nearest: ${closest(found, values)})` : '';
}
