import { mappingOf } from '../../policies/controls';
import type { Rule } from '../../review/engine/rule';
import { controlLinesOf } from '../../review/reports/controls';
import { prose } from '../../review/reports/markdown/escape';
import { dedented, examplesOf, resourcesOf } from '../../review/reports/rule-text';
import { rules } from '../../policies/rules';

export const rulePagesFolder = 'docs/rules';

/** A page for each rule and an index of them, by path in the repository. Everything on them is in the rule's own file. */
export function rulePages(): Record<string, string> {
  const pages = rules.map((rule) => [`${rulePagesFolder}/${rule.id}.md`, page(rule)] as const);
  return Object.fromEntries([[`${rulePagesFolder}/README.md`, index()], ...pages]);
}

function page(rule: Rule): string {
  const { id, title, severity, aliases, why, fix } = rule;
  const facts = [
    ['Severity', severity],
    ['Id', [id, ...aliases].map(code).join(', ')],
    ['Looks at', resourcesOf(rule).map(code).join(', ')],
    ...controlLinesOf(mappingOf(rule)),
  ];
  return [
    `# ${prose(title)}`,
    prose(why),
    `**Fix:** ${prose(fix)}`,
    facts.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    ...examplesOf(rule).flatMap(([kind, examples]) => [
      `## ${kind}`,
      ...Object.entries(examples).flatMap(([what, text]) => [`${prose(capital(what))}:`, fenced(text)]),
    ]),
    `Its source is [policies/rules/${id}.ts](../../../policies/rules/${id}.ts).`,
  ]
    .join('\n\n')
    .concat('\n');
}

function index(): string {
  const services = [...new Set(rules.map(({ id }) => serviceOf(id)))].sort();
  return [
    '# Rules',
    `${rules.length} rules. \`npx terrace rules\` lists them on a terminal, and with \`--json\` for machines; the severity of a rule and the criticality of an environment decide what closes its gate.`,
    ...services.flatMap((service) => [
      `## ${service}`,
      table(
        ['Rule', 'Severity', 'Holds when it passes', 'CIS 5.0', 'Security Hub'],
        rules.filter(({ id }) => serviceOf(id) === service).map(row),
      ),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function row(rule: Rule): string[] {
  const { cis5 = [], securityHub = [] } = mappingOf(rule);
  return [`[${rule.id}](${rule.id}.md)`, rule.severity, prose(rule.title), cis5.join(', '), securityHub.join(', ')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** An example is HCL; where a rule is about plans, their JSON. */
function fenced(text: string): string {
  const isJson = text.trimStart().startsWith('{');
  return isJson
    ? `\`\`\`json\n${JSON.stringify(JSON.parse(text), undefined, 2)}\n\`\`\``
    : `\`\`\`hcl\n${dedented(text)}\n\`\`\``;
}

function code(text: string): string {
  return `\`${text}\``;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function serviceOf(id: string): string {
  return id.split('/')[0] ?? id;
}
