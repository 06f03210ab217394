import type { RuleNote } from '../../assessment/report';
import type { Severity } from '../../engine/rule';
import { controlIdsOf, controlLinesOf } from '../controls';
import { cut, printable } from '../escape';
import { prose } from '../markdown/escape';

/** What GitHub takes as critical is above 9.0, as high from 7.0, as medium from 4.0. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
};
const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/** GitHub refuses a rule of more. */
const mostTags = 20;
/** GitHub's limit of descriptions and messages. */
export const mostText = 1024;

export function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return levels[severity];
}

export function descriptorOf(rule: RuleNote) {
  const { id, aliases, title, severity, why, fix, resources } = rule;
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: cut(printable(title), mostText) },
    fullDescription: { text: cut(printable(why), mostText) },
    help: { text: printable(`${why} ${fix}`), markdown: helpOf(rule) },
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      'security-severity': securitySeverity[severity],
      precision: 'very-high',
      'problem.severity': levelOf(severity) === 'note' ? 'recommendation' : levelOf(severity),
      severity,
      aliases,
      resources,
      tags: tagsOf(rule),
    },
  };
}

/** The first ten are what GitHub shows: what an auditor asks for before what another scanner calls it. */
function tagsOf(rule: RuleNote): string[] {
  const controls = controlIdsOf(rule.mapping).map(
    ({ source, id }) => `${source.toLowerCase().replaceAll(' ', '-')}/${id}`,
  );
  return [...new Set(['security', 'terraform', ...controls])].slice(0, mostTags);
}

function helpOf(rule: RuleNote): string {
  return [
    prose(rule.why),
    `**Fix:** ${prose(rule.fix)}`,
    ...controlLinesOf(rule.mapping).map(([source, ids]) => `- ${source}: ${prose(ids)}`),
  ].join('\n\n');
}

/** `rds/storage-encrypted` as SARIF names rules: `RdsStorageEncrypted`. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
