import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Baseline } from '../../review/assessment/changes';
import { factsFor } from '../../review/engine/environment-facts';
import { judge } from '../../review/assessment/judge';
import type { EnvironmentFacts, Rule } from '../../review/engine/rule';
import { graphOfStacks } from '../../review/model/load';
import { CliError } from '../errors';
import type { Io } from '../io';
import { olderCommit, type OlderTree } from '../older-tree';
import type { Project } from '../project';

/** The older commit is reviewed with today's rules and facts, so that only the configuration differs. */
export interface Judging {
  readonly rules: readonly Rule[];
  readonly date: string;
  /** The environments of today, to one of which an older stack belongs by its name. */
  readonly environments: readonly string[];
  /** Those that are judged. @default all */
  readonly only?: readonly string[];
  readonly factsOf: (environment: string) => EnvironmentFacts;
  /** What the provider says changes since an older tree, by environment. @default nobody is asked */
  readonly plan?: (older: OlderTree) => Promise<Baseline['planned']>;
}

/**
 * What `--against` names: a report that was kept, else a commit, which is synthesized beside the working tree.
 *
 * @throws CliError when it is neither, or the commit does not synthesize
 */
export async function baselineOf(
  given: string,
  judging: Judging,
  project: Project | undefined,
  io: Io,
): Promise<Baseline> {
  const path = resolve(io.cwd, given);
  if (existsSync(path) && statSync(path).isFile()) return within(ofReport(given, readFileSync(path, 'utf8')), judging);
  if (!project) {
    throw new CliError(
      `--against ${given}: no such report`,
      'A commit can be named for the environments of a project.',
    );
  }
  return within(await ofCommit(given, judging, project, io), judging);
}

/** What is not judged today is reported neither as fixed nor as gone. */
function within(baseline: Baseline, { only }: Judging): Baseline {
  if (!only) return baseline;
  const isJudged = ({ environment }: { readonly environment: string }) => only.includes(environment);
  const { findings, postures } = baseline;
  return { ...baseline, findings: findings.filter(isJudged), postures: postures.filter(isJudged) };
}

/** What `--against` reads of a report. */
const format = 2;
const versioned = z.looseObject({ formatVersion: z.number(), date: z.string() });
const schema = z.looseObject({
  findings: z.array(z.looseObject({ fingerprint: z.string(), environment: z.string(), status: z.string() })),
  postures: z.array(z.looseObject({ environment: z.string(), resources: z.array(z.unknown()) })),
});

function ofReport(file: string, text: string): Baseline {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new CliError(`--against ${file}: is not JSON: ${(error as Error).message}`, expected);
  }
  const head = versioned.safeParse(given);
  if (head.success && head.data.formatVersion !== format) {
    throw new CliError(
      `--against ${file}: expected a report of format ${format}, found ${head.data.formatVersion}`,
      head.data.formatVersion < format
        ? 'An older terrace wrote it, without the resources that are compared. Name its commit, or write a new one.'
        : 'A newer terrace wrote it.',
    );
  }
  const read = schema.safeParse(given);
  if (!head.success || !read.success) throw new CliError(`--against ${file}: is not a report of terrace`, expected);
  const { findings, postures } = read.data;
  const report = { findings, postures } as unknown as Pick<Baseline, 'findings' | 'postures'>;
  return { label: `${file} of ${head.data.date}`, ...report };
}

const expected = 'Keep one with: terrace check --all --json --output report.json';

async function ofCommit(ref: string, judging: Judging, project: Project, io: Io): Promise<Baseline> {
  const tree = await olderCommit(ref, project, io);
  const { label, stacks } = tree;
  const planned = await judging.plan?.(tree);
  const older = stacks.map(({ name, json }) => ({
    name,
    environment: environmentOf(name, judging.environments),
    file: `stacks/${name}/cdk.tf.json`,
    json: json as never,
  }));
  const { rules, date } = judging;
  const factsOf = (name: string) =>
    judging.environments.includes(name) ? judging.factsOf(name) : factsFor(name, 'critical');
  const { findings, postures = [] } = judge(await graphOfStacks(older), { rules, date, factsOf, postures: true });
  return { label, findings, postures, ...(planned && { planned }) };
}

/** `prod-network` belongs to `prod`; for an environment that no longer exists, the text before the last hyphen. */
function environmentOf(stack: string, environments: readonly string[]): string {
  const [named] = environments.filter((name) => stack.startsWith(`${name}-`)).sort((a, b) => b.length - a.length);
  return named ?? stack.replace(/-[^-]*$/, '');
}
