import { portsText, reachInEveryVariant, topologyOf, type PortQuery } from '../../review/reach';
import { jsonText } from '../../review/reports/escape';
import { CliError } from '../errors';
import { colours, print, type Io } from '../io';
import { questionsOf, readPort, type Question } from '../reach/question';
import { answerText, type Answered } from '../reach/text';
import { withInputErrors } from '../review/errors';
import { withoutSensitive } from '../review/sensitive-output';
import { reviewInput } from '../review/input';

export interface ReachOptions {
  /** Where names are looked for. @default each environment that has both */
  readonly env?: string;
  /** A `cdktf.out`, a plan or a folder. @default the project, synthesized */
  readonly path?: string;
  readonly json?: boolean;
  /** Exit 0 when every answer is this one, else 1. */
  readonly expect?: string;
}

const verdicts = ['reachable', 'blocked', 'unknown'] as const;

/**
 * Prints whether one side can reach another, and the path or what blocks it.
 *
 * @returns 0 reachable, 1 blocked, 3 not known; of several answers 0 where any is reachable, 1 only where all are
 * blocked
 */
export async function reach(
  from: string,
  to: string,
  port: string | undefined,
  options: ReachOptions,
  io: Io,
): Promise<number> {
  const expected = readPort(port);
  if (options.expect !== undefined && !verdicts.some((verdict) => verdict === options.expect)) {
    throw new CliError(`--expect: expected ${verdicts.join(', ')}, found ${JSON.stringify(options.expect)}`);
  }
  const { answers, out } = await withInputErrors(async () => {
    const { graph, names } = await networkOf(options, io);
    const topology = topologyOf(graph);
    const answers = questionsOf(graph, from, to, names).flatMap((question) => answersOf(question, expected, topology));
    return { answers, out: withoutSensitive(io, graph) };
  });
  if (options.json) print(out, jsonText({ answers }).trimEnd());
  else print(out, answers.map((answer) => answerText(answer, colours(out, out.stdout))).join('\n\n'));
  const found = answers.map(({ verdict }) => verdict);
  if (options.expect !== undefined) return found.every((verdict) => verdict === options.expect) ? 0 : 1;
  return found.includes('reachable') ? 0 : found.includes('unknown') ? 3 : 1;
}

/** The graph, and the environments of the question. All are read, since connections between two are in neither alone. */
async function networkOf({ env, path }: ReachOptions, io: Io) {
  const { graph, environments } = await reviewInput(
    path === undefined ? [] : [path],
    path === undefined ? {} : { criticality: 'critical' },
    io,
  );
  const known = environments.map(({ name }) => name);
  const all = known.length > 0 ? known : [...new Set(graph.resources.map(({ environment }) => environment))];
  if (env === undefined) return { graph, names: known };
  if (!all.includes(env))
    throw new CliError(`--env: no environment is named ${JSON.stringify(env)}`, `There are ${all.join(', ')}.`);
  return { graph, names: [env] };
}

function answersOf(
  { environment, from, to }: Question,
  expected: PortQuery,
  topology: ReturnType<typeof topologyOf>,
): Answered[] {
  const { entry, protocol = 'tcp' } = expected;
  const asked = entry === undefined ? 'any port' : portsText([{ protocol, from: entry, to: entry }]);
  return from.flatMap((source) =>
    to.map((target) => ({
      environment,
      asked,
      alike: { from: source.alike, to: target.alike },
      ...reachInEveryVariant(topology, source.party, target.party, expected),
    })),
  );
}
