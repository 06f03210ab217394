import type { Changes, EnvironmentChanges } from '../../assessment/changes';
import type { Report } from '../../assessment/report';
import type { ResourceDifference } from '../../assessment/resource-differences';
import { plannedLines } from '../planned';
import { differenceText, resourceCounts } from '../differences';
import { printable } from '../escape';
import { placeOf } from './finding';
import type { Paint } from './paint';

/** The most lines of one kind that are shown; a new role may have hundreds of permissions. */
const most = 20;

/** What differs from an older review, as a diff shows it: `+` is new. */
export function changeLines({ changes, findings }: Report, paint: Paint): string[] {
  if (!changes) return [];
  const at = (ids: readonly string[]) => findings.filter(({ id }) => ids.includes(id));
  const added = (text: string) => paint.bad(`+ ${printable(text)}`);
  const lines = [
    ...cut(at(changes.new).map((one) => added(`${one.severity}  ${one.rule}  ${placeOf(one)}  ${one.message}`))),
    ...cut(at(changes.regressed).map((one) => paint.bad(printable(`! passed before: ${one.rule}  ${one.message}`)))),
    ...cut(
      at(changes.changedUnderWaiver).map((one) =>
        paint.bad(printable(`! changed since it was waived: ${one.rule}  ${one.message}`)),
      ),
    ),
    ...cut(changes.fixed.map((one) => paint.good(printable(`- ${one.severity}  ${one.rule}  ${one.message}`)))),
    ...changes.environments.flatMap((environment) => environmentLines(environment, paint)),
  ];
  return [`since ${printable(changes.against)}: ${countsOf(changes)}`, ...lines.map((line) => `  ${line}`)];
}

function environmentLines(environment: EnvironmentChanges, paint: Paint): string[] {
  const { name, was, reachable, allowed, resources, planned } = environment;
  const added = (lines: readonly string[], what: string) =>
    cut(lines.map((line) => paint.bad(printable(`+ ${name}: ${what} ${line}`))));
  const removed = (lines: readonly string[], what: string) =>
    cut(lines.map((line) => paint.good(printable(`- ${name}: ${what} ${line}`))));
  if (was === undefined) return [printable(`+ ${name} is new`)];
  const lost = resources.filter(({ kind, holdsData }) => holdsData && (kind === 'removed' || kind === 'replaced'));
  return [
    ...lost.map((one) => paint.bad(printable(`! ${name}: data at risk: ${differenceText(one)}`))),
    ...added(reachable.added, 'reachable:'),
    ...added(allowed.added, 'allowed:'),
    ...removed(reachable.removed, 'reachable:'),
    ...removed(allowed.removed, 'allowed:'),
    ...(planned
      ? cut(plannedLines(planned).map((line) => printable(`${name}: ${line}`)))
      : resourceLines(
          environment,
          resources.filter((one) => !lost.includes(one)),
        )),
  ];
}

function resourceLines(
  { name, resources }: EnvironmentChanges,
  shown: readonly ResourceDifference[],
): readonly string[] {
  if (resources.length === 0) return [];
  const lines = cut(shown.map((one) => printable(`~ ${name}: ${differenceText(one)}`)));
  return [printable(`~ ${name}: ${resourceCounts(resources)}`), ...lines];
}

function countsOf({ new: fresh, fixed, unchanged }: Changes): string {
  return `${fresh.length} new, ${fixed.length} fixed, ${unchanged} unchanged`;
}

function cut(lines: readonly string[]): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `… and ${lines.length - most} more; --format json has all`];
}
