import { distance } from 'fastest-levenshtein';
import { distinctParties, find, topologyOf, type Party, type Topology, type PortQuery } from '../../review/reach';
import type { Graph } from '../../review/model/graph';
import { CliError } from '../errors';

/** A question about one environment, or between two. */
export interface Question {
  /** `prod`, `dev → prod`; empty where all of the input is meant. */
  readonly environment: string;
  readonly from: PartyGroup[];
  readonly to: PartyGroup[];
}

/** A side, and how many more are just like it. */
export interface PartyGroup {
  readonly party: Party;
  readonly alike: readonly string[];
}

/** `443`, `53/udp`: the port that the connection is opened to; nothing is every port. */
export function readPort(given: string | undefined): PortQuery {
  if (given === undefined) return {};
  const [, digits, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp))?$/.exec(given) ?? [];
  const port = Number(digits ?? NaN);
  if (port >= 1 && port <= 65_535) return { entry: port, protocol: protocol as 'tcp' | 'udp' };
  throw new CliError(`port: expected 1 to 65535, or 53/udp, found ${JSON.stringify(given)}`);
}

/**
 * What two names mean: in the environment that is named before them (`prod/bastion`), else in each of the environments that has both.
 *
 * @throws CliError for a name that nothing has, with the nearest
 */
export function questionsOf(graph: Graph, from: string, to: string, environments: readonly string[]): Question[] {
  const topology = topologyOf(graph);
  const [source, target] = [split(from, environments), split(to, environments)];
  const one = source.environment ?? target.environment;
  if (one !== undefined) {
    const here = source.environment ?? one;
    const there = target.environment ?? one;
    const sides = { from: sided(topology, source.name, here), to: sided(topology, target.name, there) };
    return [{ environment: here === there ? here : `${here} → ${there}`, ...sides }];
  }
  if (environments.length === 0) {
    return [{ environment: '', from: sided(topology, from, undefined), to: sided(topology, to, undefined) }];
  }
  const has = (name: string) => (environment: string) => find(topology, name, environment).parties !== undefined;
  const [sources, targets] = [environments.filter(has(from)), environments.filter(has(to))];
  const both = sources.filter((environment) => targets.includes(environment));
  // If none has both, the first one shows what is missing.
  const asked = both.length > 0 ? both : environments.slice(0, 1);
  return asked.map((environment) => ({
    environment,
    from: sided(topology, from, environment),
    to: sided(topology, to, environment),
  }));
}

function split(name: string, environments: readonly string[]): { environment?: string; name: string } {
  const [head = '', ...rest] = name.split('/');
  return rest.length > 0 && environments.includes(head) ? { environment: head, name: rest.join('/') } : { name };
}

function sided(topology: Topology, name: string, environment: string | undefined): PartyGroup[] {
  const found = find(topology, name, environment);
  if (!found.parties) throw missing(name, environment, found);
  return distinctParties(topology, found.parties).map(({ party, others }) => ({
    party,
    alike: others.map(({ label }) => label),
  }));
}

function missing(
  name: string,
  environment: string | undefined,
  found: { nearest: string | undefined; names: readonly string[] },
): CliError {
  const { nearest, names } = found;
  const isNear = nearest !== undefined && 2 * distance(name, nearest) <= Math.max(name.length, nearest.length);
  const some = names.filter((known) => !known.includes('.')).slice(0, 12);
  const there = `There are ${(some.length > 0 ? some : names.slice(0, 12)).join(', ')}${names.length > 12 ? ' …' : ''}.`;
  return new CliError(
    `nothing with an address is called ${JSON.stringify(name)}${environment ? ` in ${environment}` : ''}`,
    `${isNear ? `Did you mean ${nearest}? ` : ''}${there}`,
  );
}
