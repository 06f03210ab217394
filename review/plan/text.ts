import { groupBy } from '../group-by';
import { isUndecided, type PlannedAction, type PlannedAttribute, type PlannedChange } from './change';

export const symbols: Readonly<Record<PlannedAction, string>> = {
  replace: '-/+',
  destroy: '-',
  forget: '.',
  update: '~',
  create: '+',
};

/** `database-main/instance (aws_db_instance)`: below its stack, by its path in the code. */
export function nameOf({ constructPath, stack, type, address }: PlannedChange): string {
  const path = constructPath?.startsWith(`${stack}/`) ? constructPath.slice(stack.length + 1) : constructPath;
  return path ? `${path} (${type})` : address;
}

/** What becomes of a resource, in words: `replaced: vpc_id forces a new resource`. */
export function outcomeText(change: PlannedChange): string {
  const { action, attributes, createsFirst, holdsData, effects, refused, movedFrom } = change;
  const because = [...new Set(attributes.filter(({ replaces }) => replaces).map(({ name }) => name))];
  const moved = movedFrom !== undefined && `moved from ${movedFrom}`;
  const words: Readonly<Record<PlannedAction, readonly (string | false | undefined)[]>> = {
    replace: [
      `replaced${because.length > 0 ? ` because ${because.join(', ')} forces a new resource` : ''}`,
      createsFirst ? 'the new one is made first' : 'the old one goes first',
    ],
    destroy: ['destroyed', ...effects],
    forget: ['no longer managed, and stays in AWS'],
    update: attributes.length > 0 || !moved ? ['in place', ...effects] : [],
    create: ['created'],
  };
  const losesData = holdsData && (action === 'replace' || action === 'destroy');
  return [
    ...words[action],
    moved,
    isUndecided(change) &&
      `or not${action === 'update' ? ' at all' : ''}: that depends on what AWS chose, and only --live tells`,
    losesData && 'HOLDS DATA',
    refused,
    maybeMovedText(change),
  ]
    .filter(Boolean)
    .join(', ');
}

/** All that moved with a construct are told alike. */
function maybeMovedText({ maybeMovedTo, maybeRenamed }: PlannedChange): string | undefined {
  if (maybeRenamed) return `moved? ${maybeRenamed.join(' → ')}`;
  return maybeMovedTo === undefined ? undefined : `moved? ${maybeMovedTo} has its name or its place`;
}

/** `instance_class: "db.r7g.xlarge" → "db.r7g.2xlarge"` */
export function attributeText({ name, before, after, replaces }: PlannedAttribute): string {
  const values =
    before === undefined ? `+ ${after ?? 'nothing'}` : after === undefined ? `- ${before}` : `${before} → ${after}`;
  return `${name}: ${values}${replaces ? '  # forces replacement' : ''}`;
}

/** Resources of which the same becomes, for the same reason: new default tags change hundreds. The others are alone. */
export function alike(changes: readonly PlannedChange[]): readonly (readonly [PlannedChange, ...PlannedChange[]])[] {
  const key = (change: PlannedChange) => JSON.stringify([change.action, outcomeText(change), change.attributes]);
  const groups = [...groupBy(changes, key).values()] as (readonly [PlannedChange, ...PlannedChange[]])[];
  return groups.flatMap((group) => (group.length >= fewest ? [group] : group.map((one) => [one] as const)));
}

/** Fewer are listed one by one. */
const fewest = 4;

/** The line of a group: its one resource, or how many of which modules and types. */
export function subjectText(group: readonly [PlannedChange, ...PlannedChange[]]): string {
  return group.length === 1 ? nameOf(group[0]) : `${group.length} resources (${kindsText(group)})`;
}

/** What to do about resources that may only have another address; nothing where there are none. */
export function moveText(changes: readonly PlannedChange[]): readonly string[] {
  const moved = changes.filter(({ maybeMovedTo }) => maybeMovedTo !== undefined);
  if (moved.length === 0) return [];
  return [
    'moved? To keep what exists, move it in the state of its stack before the apply, or with a moved block:',
    ...[...groupBy(moved, ({ stack }) => stack)].flatMap(([stack, its]) => [
      `  ${stack}`,
      ...its.map(({ address, maybeMovedTo }) => `    terraform state mv '${address}' '${maybeMovedTo}'`),
    ]),
  ];
}

/** `network 15; aws_subnet 9, aws_route_table 6`: how many of which modules, and of which types. */
export function kindsText(changes: readonly PlannedChange[]): string {
  return [...new Set([byModule(changes), byType(changes)])].join('; ');
}

/** `network 60, bastion 12`: how many of each module, the most first. */
function byModule(changes: readonly PlannedChange[]): string {
  return countsOf(changes, ({ module }) => module).join(', ');
}

/** `aws_subnet 3, aws_nat_gateway 1`: how many of each type, the most first. */
function byType(changes: readonly PlannedChange[]): string {
  const counts = countsOf(changes, ({ type }) => type);
  const more = counts.length - mostTypes;
  return [...counts.slice(0, mostTypes), ...(more > 0 ? [`and ${more} more types`] : [])].join(', ');
}

/** The most types that are named of what a change makes. */
const mostTypes = 12;

function countsOf(changes: readonly PlannedChange[], keyOf: (change: PlannedChange) => string): readonly string[] {
  return [...groupBy(changes, keyOf)]
    .sort(([a, these], [b, those]) => those.length - these.length || (a < b ? -1 : 1))
    .map(([key, these]) => `${key} ${these.length}`);
}

/** How many of a plan: `1 replaced, 2 changed in place, 3 created`. */
export function countsText(changes: readonly PlannedChange[]): string {
  const words: Readonly<Record<PlannedAction, string>> = {
    replace: 'replaced',
    destroy: 'destroyed',
    forget: 'no longer managed',
    update: 'changed in place',
    create: 'created',
  };
  const counts = Object.entries(words).flatMap(([action, word]) => {
    const count = changes.filter((one) => one.action === action).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const undecided = changes.filter(isUndecided).length;
  const moved = changes.filter(({ maybeMovedTo }) => maybeMovedTo !== undefined).length;
  const notes = [
    ...(undecided > 0 ? [`${undecided} of them not decided without the account`] : []),
    ...(moved > 0 ? [`${moved} of those destroyed may only have moved`] : []),
  ];
  return [...counts, ...notes].join(', ') || 'no changes';
}
