import { severities } from '../../engine/rule';
import { printable } from '../escape';
import { grouped, type Group } from '../groups';
import type { Format } from '../options';
import { wrapped } from '../wrap';
import { changeLines } from './changes';
import { faultLines, passLine, headingKey, waivedLines } from './finding';
import { paintFor } from './paint';
import { notJudgedLines, summaryLines } from './summary';

/** For a terminal or the log of a CI job: the most severe findings are last, next to the summary, where they stay visible. */
export const text: Format = (report, { all, width, colour }) => {
  const paint = paintFor(colour);
  const groups = grouped(report, report.findings);
  const of = (status: Group['first']['status']) => groups.filter(({ first }) => first.status === status);
  const blocks = [
    all ? of('pass').map((group) => passLine(group, paint)) : [],
    // One acceptance covers every attribute of a resource.
    [...new Map(of('waived').map((group) => [headingKey(group), waivedLines(group, width, paint)])).values()].flat(),
    ...together(worstLast([...of('unknown'), ...of('fail')])).map((groups) => faultLines(groups, width, paint)),
    report.waiverProblems.flatMap(({ where, problem, environment }) => {
      const scope = environment === undefined ? '' : ` in ${environment}`;
      return wrapped('', printable(`${where}${scope}: ${problem}`), width, 2);
    }),
    changeLines(report, paint),
    notJudgedLines(report, width),
    summaryLines(report, width, paint),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
};

function worstLast(groups: readonly Group[]): Group[] {
  return [...severities].reverse().flatMap((severity) => groups.filter(({ first }) => first.severity === severity));
}

function together(groups: readonly Group[]): (readonly [Group, ...Group[]])[] {
  const by = new Map<string, [Group, ...Group[]]>();
  for (const group of groups) {
    const key = headingKey(group);
    const same = by.get(key);
    if (same) same.push(group);
    else by.set(key, [group]);
  }
  return [...by.values()];
}
