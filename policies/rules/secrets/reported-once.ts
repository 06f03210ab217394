import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { memoized } from '../../../review/memoize';
import { coveredByOtherRules, masterPasswords } from './covered-by-other-rules';
import { never, writtenIn, type FoundCredential } from './found-credential';

/** Shorter texts are in longer ones by chance. */
const shortest = 6;

/** The credentials that are written in a resource, without those that another rule judges. */
export function writtenBy(resource: Resource): readonly FoundCredential[] {
  return writtenIn(resource.attributes, '', '', coveredByOtherRules.get(resource.type) ?? never);
}

/**
 * Without the literals that only come from somewhere else: `aws_rds_cluster.c.master_password` in the JSON of a secret is
 * the password that the cluster writes, and is reported there.
 *
 * @param owner the resource or root that the literals were read of
 */
export function reportedOnce(
  found: readonly FoundCredential[],
  owner: Resource,
  graph: Graph,
): readonly FoundCredential[] {
  const writers = [...(writersOf(graph).get(owner.root.name) ?? [])];
  return found.filter(
    ({ text }) =>
      text === undefined || !writers.some(([literal, writer]) => writer !== owner.key && text.includes(literal)),
  );
}

/** By root, which resource writes each literal: the database whose password it is, else the first that has it. */
const writersOf = memoized((graph: Graph): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const writers = new Map<string, Map<string, string>>();
  const add = ({ key, root }: Resource, literal: unknown): void => {
    if (typeof literal !== 'string' || literal.length < shortest) return;
    const ofRoot = writers.get(root.name) ?? new Map<string, string>();
    writers.set(root.name, ofRoot);
    if (!ofRoot.has(literal)) ofRoot.set(literal, key);
  };
  const resources = graph.resources.filter(({ type }) => type === '@module' || !type.startsWith('@'));
  for (const resource of resources) {
    if (!coveredByOtherRules.get(resource.type)?.test('password')) continue;
    for (const path of masterPasswords) for (const suffix of ['', '_wo']) add(resource, resource.at(path + suffix));
  }
  for (const resource of resources) for (const { text } of writtenBy(resource)) add(resource, text);
  return writers;
});
