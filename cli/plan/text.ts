import {
  alike,
  attributeText,
  countsText,
  kindsText,
  moveText,
  outcomeText,
  subjectText,
  symbols,
} from '../../review/plan/text';
import type { PlannedChange } from '../../review/plan/change';
import { printable } from '../../review/reports/escape';
import type { colours } from '../io';
import type { PlanResult, StackResult } from './result';

type Paint = ReturnType<typeof colours>;

export interface TextOptions {
  /** Lists also what is created, and every attribute. */
  readonly verbose?: boolean;
}

/** The most attributes of a resource that are shown without `verbose`. */
const most = 6;

/** What a plan does to each resource, by stack: what is lost first, of what is created how much of each module and type, stacks that do not change in one line. */
export function planText({ name, against, stacks, seconds }: PlanResult, options: TextOptions, paint: Paint): string {
  const all = stacks.flatMap(({ changes }) => changes);
  const title = paint.bold(`${name}${against === undefined ? '' : ` against ${against}`}: ${countsText(all)}`);
  const time = against === undefined ? '' : paint.dim(` (${seconds.toFixed(1)} s)`);
  const changed = stacks.filter(({ changes }) => changes.length > 0);
  const same = stacks.filter(({ changes, waitsFor }) => changes.length === 0 && !waitsFor);
  const moves = moveText(all);
  return [
    `${title}${time}`,
    ...[...changed].sort((a, b) => losses(b) - losses(a)).flatMap((stack) => stackLines(stack, options, paint)),
    ...stacks.flatMap(({ name, waitsFor }) => (waitsFor ? [`  ${name}: waits for ${waitsFor.join(', ')}`] : [])),
    ...(same.length > 0 ? [paint.dim(`  no changes: ${same.map((stack) => stack.name).join(', ')}`)] : []),
    ...(moves.length > 0 ? ['', ...moves] : []),
  ].join('\n');
}

function losses({ changes }: StackResult): number {
  return changes.filter(({ action }) => action === 'replace' || action === 'destroy').length;
}

function stackLines({ name, changes }: StackResult, { verbose }: TextOptions, paint: Paint): string[] {
  const created = changes.filter(({ action }) => action === 'create');
  const rest = verbose ? changes : changes.filter(({ action }) => action !== 'create');
  const groups = verbose ? rest.map((one) => [one] as const) : alike(rest);
  const lines = groups.flatMap((group) => changeLines(group, Boolean(verbose), paint));
  const summary =
    created.length > 0 && !verbose ? [`${paint.green('  +')} ${created.length}: ${kindsText(created)}`] : [];
  if (lines.length === 0) return summary.map((line) => line.replace('+', `+ ${name}`));
  return [`  ${name}`, ...[...lines, ...summary].map((line) => `  ${line}`)];
}

function changeLines(group: readonly [PlannedChange, ...PlannedChange[]], verbose: boolean, paint: Paint): string[] {
  const [change] = group;
  const { action, attributes } = change;
  const isLoss = action === 'replace' || action === 'destroy';
  const colour = isLoss ? paint.red : action === 'create' ? paint.green : paint.yellow;
  const shown = verbose ? attributes : attributes.slice(0, most);
  const more = attributes.length - shown.length;
  return [
    `  ${colour(symbols[action].padEnd(3))} ${printable(`${subjectText(group)}: ${outcomeText(change)}`)}`,
    ...shown.map((attribute) => `        ${printable(attributeText(attribute))}`),
    ...(more > 0 ? [`        and ${more} more attributes; --verbose shows them`] : []),
  ];
}
