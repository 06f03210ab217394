import type { PlannedAttribute } from './change';
import type { ChangeJson } from './plan-json';

/** In every text that stands for a value that AWS would give: such a value is never shown. */
export const placeholder = 'terraceplaceholder';

export const knownAfterApply = '(known after apply)';
const chosenByAws = '(chosen by AWS)';
/** An identifier of something that exists. */
const known = '(known in AWS)';
const sensitive = '(sensitive)';

/** What a reader of a plan knows besides the plan. */
export interface AttributeContext {
  /** Whether the configuration sets a top-level argument. */
  readonly isSet: (attribute: string) => boolean;
  /** What the configuration has at a place, such as a list of references. */
  readonly configured: (path: readonly (string | number)[]) => unknown;
  /** Of a plan without the account: what is not known of what exists. */
  readonly offline?: OfflineContext;
}

export interface OfflineContext {
  /** Whether AWS chose the value that exists: the older configuration sets none. */
  readonly isChosenByAws: (path: readonly string[]) => boolean;
}

type Path = readonly (string | number)[];
interface Step {
  readonly before: unknown;
  readonly after: unknown;
  readonly path: Path;
  readonly marks: Marks;
  readonly same: typeof isSame;
}
interface Marks {
  readonly unknown: unknown;
  readonly sensitive: readonly unknown[];
}

/** The attributes that a change alters, those that force a replacement first. Of what may be a secret only that it changes. */
export function plannedAttributes(change: ChangeJson, context: AttributeContext): readonly PlannedAttribute[] {
  const { before, after, after_unknown: unknown, before_sensitive, after_sensitive, replace_paths = [] } = change;
  const marks = { unknown, sensitive: [before_sensitive, after_sensitive] };
  const same = context.offline ? isSameButZeros : isSame;
  const found = differences({ before, after, path: [], marks, same }).filter(({ path, marks }) => {
    const [top = ''] = path;
    // What only AWS sets follows from the rest.
    return marks.unknown !== true || context.isSet(String(top)) || isIn(replace_paths, path);
  });
  const own = new Set(found.filter(({ path }) => path[0] === 'tags').map(({ path }) => path[1]));
  // A tag of the resource itself is in both; one of the provider's default tags is in `tags_all` alone.
  const told = found.filter(({ path: [top, tag] }) => top !== 'tags_all' || (!own.has(tag) && !own.has(undefined)));
  const all = told.map((step) => attributeOf(step, replace_paths, context));
  const named = new Map(all.map((one) => [`${one.name} ${one.before} ${one.after}`, one]));
  return [...named.values()].sort((a, b) => Number(b.replaces) - Number(a.replaces));
}

function differences(step: Step): Step[] {
  const { before, after, path, marks, same } = step;
  if (marks.unknown === true || marks.sensitive.includes(true)) {
    return marks.unknown !== true && same(before, after) ? [] : [step];
  }
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...unknownNames(marks.unknown)])];
    return names.flatMap((name) =>
      differences({
        before: before[name],
        after: after[name],
        path: [...path, name],
        marks: { unknown: at(marks.unknown, name), sensitive: marks.sensitive.map((one) => at(one, name)) },
        same,
      }),
    );
  }
  const [was, is] = [documentIn(before), documentIn(after)];
  if (was !== undefined && is !== undefined) {
    return same(was, is) ? [] : differences({ ...step, before: was, after: is, marks: { ...marks, unknown: false } });
  }
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(step, before, after);
  return same(before, after) ? [] : [step];
}

/** A single block is compared argument by argument; of a set or a longer list, what goes and what comes. */
function listDifferences({ path, marks, same }: Step, before: readonly unknown[], after: readonly unknown[]): Step[] {
  const inside = (index: number): Marks => ({
    unknown: at(marks.unknown, index),
    sensitive: marks.sensitive.map((one) => at(one, index)),
  });
  if (before.length === 1 && after.length === 1 && isRecord(before[0]) && isRecord(after[0])) {
    return differences({ before: before[0], after: after[0], path: [...path, 0], marks: inside(0), same });
  }
  const rest = after.map((value, index) => ({ value, index }));
  const gone = before.flatMap((value, index) => {
    const found = rest.findIndex((one) => same(one.value, value) && !hasTrue(at(marks.unknown, one.index)));
    if (found < 0) return [{ value, index }];
    rest.splice(found, 1);
    return [];
  });
  return [
    ...gone.map(({ value, index }) => ({
      before: value,
      after: undefined,
      path,
      marks: inMarks(inside(index), false),
      same,
    })),
    ...rest.map(({ value, index }) => ({ before: undefined, after: value, path, marks: inMarks(inside(index)), same })),
  ];
}

/** An element is shown whole: it is unknown or sensitive where any part of it is. */
function inMarks(marks: Marks, mayBeUnknown = true): Marks {
  return {
    unknown: mayBeUnknown && marks.unknown === true,
    sensitive: marks.sensitive.map((one) => hasTrue(one)),
  };
}

function attributeOf({ before, after, path, marks }: Step, replacePaths: readonly Path[], context: AttributeContext) {
  const name = nameOf(path);
  const isHidden = marks.sensitive.includes(true) || mayBeSecret.test(name);
  const names = path.map(String);
  const isMadeUp = isEmpty(before) || JSON.stringify(before).includes(placeholder);
  const isChosen = isMadeUp && Boolean(context.offline?.isChosenByAws(names));
  const text = (value: unknown) => (isEmpty(value) ? undefined : isHidden ? sensitive : shown(value));
  const was = isChosen ? chosenByAws : text(before);
  const is = marks.unknown === true || hasTrue(marks.unknown) ? unknownText(context.configured(path)) : text(after);
  return {
    name,
    ...(was !== undefined && { before: was }),
    ...(is !== undefined && { after: is }),
    replaces: isIn(replacePaths, path),
    // Made of a placeholder, it is as unknown after as it was before.
    undecided: isChosen && is !== undefined,
  };
}

/** Terraform knows nothing of a set with an element that is known after apply; the configuration knows how many there are. */
function unknownText(configured: unknown): string {
  return Array.isArray(configured) ? `${configured.length} ${knownAfterApply}` : knownAfterApply;
}

/** Whether one of the paths is this one, above it or below it. */
function isIn(paths: readonly Path[], path: Path): boolean {
  return paths.some((one) => {
    const length = Math.min(one.length, path.length);
    return length > 0 && one.slice(0, length).every((part, index) => String(part) === String(path[index]));
  });
}

/** Arguments that may hold a secret which their schema does not mark. */
const mayBeSecret = /secret(?!s?_?arn|_id)|password|token|private_key|credential|access_key|user_data|variables/;

const longest = 80;

function shown(value: unknown): string {
  const isKnown = (one: unknown) => typeof one === 'string' && one.includes(placeholder);
  if (Array.isArray(value) && value.length > 0 && value.every(isKnown)) return `${value.length} ${known}`;
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' && part.includes(placeholder) ? known : part,
  );
  if (text === JSON.stringify(known)) return known;
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function nameOf(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

/** A policy or another document, which is a text of JSON. */
function documentIn(value: unknown): object | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isSameButZeros(before: unknown, after: unknown): boolean {
  return isSame(withoutZeros(before), withoutZeros(after));
}

/**
 * Without what means nothing to a provider: what its plan leaves out, it may write as 0, false or an empty list once it exists. Terraform's
 * older SDK does not distinguish them.
 */
function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (!isRecord(value)) return value === 0 || value === false || value === '' ? null : value;
  const kept = Object.entries(value).map(([key, member]) => [key, withoutZeros(member)] as const);
  return Object.fromEntries(kept.filter(([, member]) => !isEmpty(member)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isSame(before: unknown, after: unknown): boolean {
  if (isEmpty(before) && isEmpty(after)) return true;
  return JSON.stringify(ordered(before)) === JSON.stringify(ordered(after));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, ordered(member)]),
  );
}

function at(marks: unknown, part: string | number): unknown {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null ? (marks as Record<string, unknown>)[part] : undefined;
}

function unknownNames(marks: unknown): string[] {
  return isRecord(marks) ? Object.keys(marks).filter((name) => hasTrue(marks[name])) : [];
}

function hasTrue(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(hasTrue);
}
