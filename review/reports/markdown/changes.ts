import type { EnvironmentChanges } from '../../assessment/changes';
import type { Report } from '../../assessment/report';
import { countsText } from '../../plan/text';
import { differenceText, resourceCounts } from '../differences';
import { plannedLines } from '../planned';
import { counted } from '../wrap';
import { code, prose } from './escape';

/** The most lines of an environment: the rest of a comment is for findings. */
const most = 40;

/** What differs from an older review: how findings differ, and what becomes of resources. Nothing where nothing was compared. */
export function changes({ changes }: Report): string[] {
  if (!changes) return [];
  const { against, new: fresh, fixed, environments } = changes;
  const findings = `${counted(fresh.length, 'new finding')}, ${fixed.length} fixed`;
  return [`Against ${code(against)}: ${findings}.`, '', ...environments.flatMap(ofEnvironment)];
}

function ofEnvironment({ name, was, resources, planned }: EnvironmentChanges): string[] {
  if (was === undefined) return [`${code(name)} is new.`, ''];
  const lines = planned ? plannedLines(planned) : resources.map(differenceText);
  if (lines.length === 0) return [`${code(name)}: no resource changes.`, ''];
  const counts = planned ? countsText(planned) : resourceCounts(resources);
  const more = lines.length > most ? [`- and ${lines.length - most} more`] : [];
  const shown = lines.slice(0, most).map((line) => `- ${code(line)}`);
  return [
    `<details open><summary>${prose(name)}: ${prose(counts)}</summary>`,
    '',
    ...shown,
    ...more,
    '',
    '</details>',
    '',
  ];
}
