import { explain } from './load/explain';
import { EnvironmentProblems, problem, render, type Problem } from './load/problem';
import { snapshot } from './load/snapshot';
import { breaches, type Candidate } from './laws';
import { soundPart } from './laws/sound';
import { environmentSchema, type Environment } from './schema';
import { criticalities } from '../review/criticality';

export { EnvironmentProblems, type Problem } from './load/problem';

/**
 * The environments that a module exports, checked: each against the schema, and each and all against the laws.
 *
 * @param exported each environment by the name of its file. Where two may not have the same value, the later one is the new one:
 *   its file is named first.
 * @returns by criticality, the lowest first, then by name: the order of promotion.
 * @throws EnvironmentProblems with every problem of every file; what else is wrong hides none.
 */
export function loadEnvironments(exported: Readonly<Record<string, unknown>>): Environment[] {
  const { default: unnamed, ...named } = exported;
  const readings = Object.entries(named).map(([name, value]) => read(name, value));
  const problems = [
    ...readings.flatMap(({ problems }) => problems),
    ...breaches(readings.map(({ candidate }) => candidate)),
  ];
  // Of an index without exports, bundlers make an empty default.
  const hasDefault = unnamed !== undefined && render(snapshot(unnamed)) !== '{}';
  const index = { file: 'environments/index.ts', expected: "`export { dev } from './dev'`, one line or more" };
  if (hasDefault) problems.push({ ...index, field: 'default', found: render(snapshot(unnamed)) });
  else if (readings.length === 0) problems.push({ ...index, field: '', found: render(undefined) });
  if (problems.length > 0) throw new EnvironmentProblems(byFile(problems));
  return readings.sort(byPromotion).flatMap(({ environment }) => environment ?? []);
}

function read(name: string, exportedValue: unknown) {
  const file = `environments/${name}.ts`;
  const value = snapshot(exportedValue);
  const { data: environment, error } = environmentSchema.safeParse(value);
  const findings = explain(error?.issues ?? []);
  const sound = soundPart(
    value,
    findings.map(({ path, within = path }) => within),
  );
  const candidate: Candidate = { name, file, value, sound };
  const missing = [{ path: [], expected: `\`export const ${name} = { … } satisfies Environment\`` }];
  const problems = (value === undefined ? missing : findings).map((finding) => problem(candidate, finding));
  return { environment, candidate, problems };
}

/** The problems of one file together. */
function byFile(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return files.flatMap((file) => problems.filter((problem) => problem.file === file));
}

/** The least critical first, then by name; one whose criticality is not sound comes before all. */
function byPromotion(a: { readonly candidate: Candidate }, b: { readonly candidate: Candidate }): number {
  const rank = ({ sound }: Candidate) => (criticalities as readonly unknown[]).indexOf(sound.criticality);
  return rank(a.candidate) - rank(b.candidate) || (a.candidate.name < b.candidate.name ? -1 : 1);
}
