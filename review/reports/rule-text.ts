import type { Examples, Rule } from '../engine/rule';

/** An example without the indentation that it has in its rule's file. */
export function dedented(hcl: string): string {
  const lines = hcl
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.search(/\S/));
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join('\n');
}

/** The examples of a rule by what they show, each kind with its heading. */
export function examplesOf({ examples }: Rule): readonly (readonly [string, Examples])[] {
  const kinds: (readonly [string, Examples])[] = [
    ['Passes', examples.good],
    ['Fails', examples.bad],
    ['Unknown', examples.unknown ?? {}],
  ];
  return kinds.filter(([, some]) => Object.keys(some).length > 0);
}

/** Types as a reader knows them: a scope is a whole, not a resource. */
export function resourcesOf({ resources }: Pick<Rule, 'resources'>): readonly string[] {
  return resources.map((type) => (type.startsWith('@') ? `each ${type.slice(1)}` : type));
}
