import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { factsFor } from '../../review/engine/environment-facts';
import { criticalities, type Criticality } from '../../review/criticality';
import type { EnvironmentFacts } from '../../review/engine/rule';
import { graphOfPath, sourcesOf } from '../../review/model/inputs/graph-of-path';
import { joinGraphs, type Graph } from '../../review/model/graph';
import { graphOfStacks } from '../../review/model/load';
import { printable } from '../../review/reports/escape';
import type { Environment } from '../../environments/schema';
import { pickEnvironments, stacksOf } from '../environments';
import { CliError } from '../errors';
import { say, type Io } from '../io';
import { findProject, type Project } from '../project';
import { synthesize } from '../synthesis';
import { factsOfEnvironment } from './facts';

/** From these on the command takes seconds, and says what it is doing: resources, and bytes of a file. */
const manyResources = 10_000;
const largeFile = 20_000_000;

/** What a review is about. */
export interface ReviewInput {
  readonly graph: Graph;
  readonly factsOf: (environment: string) => EnvironmentFacts;
  /** The environment files; empty for paths. */
  readonly environments: readonly Environment[];
  /** The project, where its environments are reviewed. */
  readonly project?: Project;
}

export interface InputOptions {
  /** Of what a path holds. @default critical */
  readonly criticality?: string;
  /** What a path holds, for waivers and reports. @default the name of the folder or the plan */
  readonly environment?: string;
  /** Of a folder, as Terraform's own option. */
  readonly varFile?: readonly string[];
}

/**
 * Reads what the arguments of a command of the review name: environments of the project, all of them when there is
 * none, or paths of any Terraform. An environment wins over a path of the same name.
 */
export async function reviewInput(args: readonly string[], options: InputOptions, io: Io): Promise<ReviewInput> {
  const paths = args.filter(pathsAmong(args, io));
  if (paths.length === 0) {
    for (const arg of args.filter((arg) => existsSync(resolve(io.cwd, arg)))) {
      say(io, `${arg} is read as the environment; ./${arg} is the path`);
    }
    return environmentsInput(args, options, io);
  }
  const environment = args.find((arg) => !paths.includes(arg));
  if (environment !== undefined) {
    throw new CliError(
      `expected environments or paths, found both: ${environment} and ${paths[0]}`,
      'Run one after the other.',
    );
  }
  return pathsInput(paths, options, io);
}

/** Which arguments are paths. Environments are not loaded if all arguments are clearly paths, so that an invalid environment does not matter. */
function pathsAmong(args: readonly string[], io: Io): (arg: string) => boolean {
  const isClear = (arg: string) => /[/\\.]/.test(arg);
  if (args.every(isClear)) return () => true;
  const project = projectOf(io);
  if (!project) return () => true;
  const named = pickEnvironments([], project.root).map(({ name }) => name);
  return (arg) => isClear(arg) || (!named.includes(arg) && existsSync(resolve(io.cwd, arg)));
}

function projectOf(io: Io): Project | undefined {
  try {
    return findProject(io.cwd);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

async function environmentsInput(names: readonly string[], options: InputOptions, io: Io): Promise<ReviewInput> {
  const forPaths = [
    options.criticality !== undefined && '--criticality',
    options.environment !== undefined && '--environment',
    options.varFile && '--var-file',
  ].find(Boolean);
  if (forPaths)
    throw new CliError(`${forPaths} applies only to paths`, 'For environments, set it in environments/<name>.ts.');
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
    graph: await graphOfStacks(stacks, sourcesOf(project.synthesized)),
    factsOf: (name) => facts.get(name) ?? factsFor(name, 'critical'),
    environments,
    project,
  };
}

async function pathsInput(paths: readonly string[], options: InputOptions, io: Io): Promise<ReviewInput> {
  const criticality = readCriticality(options.criticality);
  if (options.criticality === undefined) {
    say(io, 'criticality is critical, the strictest; for less strict gates, use --criticality low, medium or high');
  }
  const graphs: Graph[] = [];
  for (const path of paths) graphs.push(await readPath(path, options, io));
  const graph = joinGraphs(graphs);
  for (const unread of graph.all('@module', '@root')) {
    const [reason, { file, line }] = [unread.at('not_read'), unread.writtenAt];
    const where = line === undefined ? file : `${file}:${line}`;
    if (typeof reason === 'string') say(io, printable(`${where}: ${unread.address} was not read: ${reason}`));
  }
  // Probably the wrong folder. An input with resources of which none is judged gets a report instead.
  const held = [...graph.resources, ...graph.deleted].filter(({ type }) => type === '@module' || !type.startsWith('@'));
  if (held.length === 0) throw new CliError(`${paths.join(', ')}: no resources found`, 'Nothing was judged.');
  if (held.length >= manyResources) say(io, `judging ${held.length} resources`);
  return { graph, factsOf: (name) => factsFor(name, criticality), environments: [] };
}

async function readPath(path: string, { environment, varFile }: InputOptions, io: Io): Promise<Graph> {
  const full = resolve(io.cwd, path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (!found) throw new CliError(`${path}: no such file or directory`);
  if (found.isFile() && found.size >= largeFile) say(io, `reading ${path}: ${Math.round(found.size / 1e6)} MB`);
  return graphOfPath(isAbsolute(path) ? path : relative(process.cwd(), full) || '.', {
    ...(environment !== undefined && { environment }),
    ...(varFile && { varFiles: varFile.map((file) => resolve(io.cwd, file)) }),
  });
}

function readCriticality(given: string | undefined): Criticality {
  if (given === undefined) return 'critical';
  const known = criticalities.find((criticality) => criticality === given);
  if (!known) throw new CliError(`--criticality: expected ${criticalities.join(', ')}, found ${JSON.stringify(given)}`);
  return known;
}
