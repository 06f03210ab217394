import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import type { AnyText } from '../model/text';
import { identitiesIn, type Identity } from './identities';
import { typesWithPolicies } from './resource-policies';

/**
 * The identities that somebody may mean: by ARN, address, construct path (of the role or of the module that made it) or
 * name. Several environments may each have one.
 */
export function identitiesNamed(graph: Graph, text: string): readonly Identity[] {
  const all = identitiesIn(graph);
  const ways: readonly ((identity: Identity) => boolean)[] = [
    ({ arn }) => String(arn) === text,
    ({ resource }) => resource.key === text || resource.address === text,
    ({ resource }) => resource.constructPath === text,
    ({ name }) => name === text,
    ({ resource }) => resource.constructPath?.startsWith(`${text}/`) === true,
    ({ name }) => name.toLowerCase() === text.toLowerCase(),
  ];
  for (const isMeant of ways) {
    const found = all.filter(isMeant);
    if (found.length > 0) return found;
  }
  return [];
}

/** The ARN of a resource given as ARN, address, construct path or name. */
export function arnNamed(graph: Graph, text: string, environment: string): AnyText | undefined {
  if (text === '*') return text;
  const ofEnvironment = graph.resources.filter((one) => one.mode === 'managed' && one.environment === environment);
  // An ARN as a report shows it may have holes.
  const shown = text.startsWith('arn:')
    ? ofEnvironment.map((one) => arnOf(one)).find((arn) => String(arn) === text)
    : undefined;
  if (text.startsWith('arn:')) return shown ?? text;
  const ways: readonly ((resource: Resource) => boolean)[] = [
    ({ key, address }) => key === text || address === text,
    ({ constructPath }) => constructPath === text,
    ({ constructPath }) => constructPath?.split('/').slice(1).join('/') === text,
    (resource) => resource.at('name') === text || resource.at('bucket') === text,
    ({ constructPath }) => constructPath?.startsWith(`${text}/`) === true,
  ];
  for (const isMeant of ways) {
    const found = ofEnvironment.filter(isMeant);
    // Of the resources of a module, the one that policies are about: the key, not its alias.
    const [main] = [...found.filter(({ type }) => typesWithPolicies.includes(type)), ...found];
    if (main) return arnOf(main);
  }
  return undefined;
}
