import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { factsFor } from '../../policies/engine/environment-facts';
import { criticalities, type Criticality, type EnvironmentFacts } from '../../policies/engine/rule';
import { Graph } from '../../policies/model/graph';
import { graphOfFolder, graphOfStacks, type SourceOf } from '../../policies/model/load';
import type { Environment } from '../../environments/schema';
import { pickEnvironments, stacksOf } from '../environments';
import { CliError } from '../errors';
import { say, type Io } from '../io';
import { findProject, type Project } from '../project';
import { synthesize } from '../synthesis';
import { factsOfEnvironment } from './facts';

/** What a review is about. */
export interface ReviewInput {
  readonly graph: Graph;
  readonly factsOf: (environment: string) => EnvironmentFacts;
  /** The environments' files; empty where a path was given, which has none. */
  readonly environments: readonly Environment[];
  /** The project, where its environments are reviewed. */
  readonly project?: Project;
}

export interface InputOptions {
  /** Of what a path holds. @default critical */
  readonly criticality?: string;
}

/**
 * Reads what the arguments of a command of the review name: environments of the project, all of them when there is
 * none, or paths of anybody's Terraform. An environment wins over a path of the same name.
 */
export async function reviewInput(args: readonly string[], options: InputOptions, io: Io): Promise<ReviewInput> {
  if (args.length === 0) return environmentsInput([], options, io);
  const named = environmentNames(io);
  const isPath = (arg: string) => !named.includes(arg) && (/[/\\.]/.test(arg) || existsSync(resolve(io.cwd, arg)));
  const paths = args.filter(isPath);
  if (paths.length === 0) {
    for (const arg of args) {
      if (named.includes(arg) && existsSync(resolve(io.cwd, arg))) {
        say(io, `${arg} is read as the environment; ./${arg} is the path`);
      }
    }
    return environmentsInput(args, options, io);
  }
  const [environment] = args.filter((arg) => !isPath(arg));
  if (environment !== undefined) {
    throw new CliError(
      `want environments or paths, got both: ${environment} and ${paths[0]}`,
      'Run one after the other.',
    );
  }
  return pathsInput(paths, options, io);
}

/** None outside of a project; where a file of an environment is wrong, what it is called is not known. */
function environmentNames(io: Io): string[] {
  try {
    return pickEnvironments([], findProject(io.cwd).root).map(({ name }) => name);
  } catch (error) {
    if (error instanceof CliError) return [];
    throw error;
  }
}

async function environmentsInput(names: readonly string[], options: InputOptions, io: Io): Promise<ReviewInput> {
  if (options.criticality !== undefined) {
    throw new CliError('--criticality is for paths', "An environment's file says how critical it is.");
  }
  const project = findProject(io.cwd);
  const environments = pickEnvironments(names, project.root);
  const synthesized = stacksOf(environments, await synthesize(project, io));
  const stacks = synthesized.flatMap(({ environment, stacks }) =>
    stacks.map(({ name, json }) => ({
      name,
      environment: environment.name,
      file: relative(project.root, join(project.synthesized, 'stacks', name, 'cdk.tf.json')),
      json: json as never,
    })),
  );
  const facts = new Map(environments.map((environment) => [environment.name, factsOfEnvironment(environment)]));
  return {
    graph: await graphOfStacks(stacks, sourcesOf(project)),
    factsOf: (name) => facts.get(name) ?? factsFor(name, 'critical'),
    environments,
    project,
  };
}

/** Which line made each construct, as synthesis recorded it. */
function sourcesOf(project: Project): SourceOf {
  const file = join(project.synthesized, 'sources.json');
  const frames: Record<string, { file: string; line: number }> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {};
  return (path) => (Object.hasOwn(frames, path) ? frames[path] : undefined);
}

async function pathsInput(paths: readonly string[], options: InputOptions, io: Io): Promise<ReviewInput> {
  const criticality = readCriticality(options.criticality);
  if (options.criticality === undefined) {
    say(io, 'judged as critical, which asks for most; --criticality low, medium or critical says otherwise');
  }
  const graphs: Graph[] = [];
  for (const path of paths) graphs.push(await readPath(path, io));
  const [first] = graphs;
  const graph = first && graphs.length === 1 ? first : new Graph(graphs.flatMap(({ resources }) => resources));
  return { graph, factsOf: (name) => factsFor(name, criticality), environments: [] };
}

async function readPath(path: string, io: Io): Promise<Graph> {
  const full = resolve(io.cwd, path);
  if (!existsSync(full)) throw new CliError(`${path}: there is no such file or folder`);
  if (statSync(full).isDirectory()) return graphOfFolder(relative(process.cwd(), full) || basename(full));
  throw new CliError(`${path}: want a folder of Terraform`);
}

function readCriticality(given: string | undefined): Criticality {
  if (given === undefined) return 'critical';
  const known = criticalities.find((criticality) => criticality === given);
  if (!known) throw new CliError(`--criticality: want ${criticalities.join(', ')}, got ${JSON.stringify(given)}`);
  return known;
}
