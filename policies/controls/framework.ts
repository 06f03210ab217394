import { mappingOf, type Mapping } from './mapping';

export const frameworkIds = ['cis-5.0', 'cis-3.0', 'fsbp'] as const;
export type FrameworkId = (typeof frameworkIds)[number];

/** How a control is met without a rule of its own, or why it cannot be looked at. */
export type Elsewhere =
  | { readonly by: 'construction'; readonly note: string }
  | { readonly by: 'out of sight'; readonly note: string }
  | { readonly by: 'nothing'; readonly note: string };

export const construction = (note: string): Elsewhere => ({ by: 'construction', note });
export const outOfSight = (note: string): Elsewhere => ({ by: 'out of sight', note });
export const nothing = (note: string): Elsewhere => ({ by: 'nothing', note });

export interface Control {
  /** `5.3`, `EC2.13` */
  readonly id: string;
  /** In a few words of ours. Of FSBP only where no rule says it. */
  readonly title?: string;
  /** Where no rule looks at it. */
  readonly elsewhere?: Elsewhere;
}

export interface Framework {
  readonly id: FrameworkId;
  readonly title: string;
  readonly source: string;
  /** Which field of a mapping names its controls. */
  readonly field: keyof Mapping;
  readonly controls: readonly Control[];
}

export interface Coverage {
  readonly id: string;
  readonly title: string;
  readonly by: 'rule' | Elsewhere['by'];
  /** The rules that look at it. */
  readonly rules: readonly string[];
  /** Of what is not a rule's: how, or why not. */
  readonly note?: string;
}

interface Covering {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
}

/** Which controls of a framework are covered, and by what. A control that nothing is said of is covered by nothing. */
export function coverageOf(framework: Framework, rules: readonly Covering[]): Coverage[] {
  return framework.controls.map(({ id, title, elsewhere }): Coverage => {
    const covering = rules.filter((rule) => (mappingOf(rule)[framework.field] ?? []).includes(id));
    const named = title ?? covering[0]?.title ?? id;
    if (covering.length > 0) return { id, title: named, by: 'rule', rules: covering.map((rule) => rule.id) };
    const { by, note } = elsewhere ?? { by: 'nothing', note: 'no rule looks at it' };
    return { id, title: named, by, rules: [], note };
  });
}

/** The rules that a framework asks for: a rule pack. */
export function rulesOf<R extends Covering>(framework: Framework, rules: readonly R[]): R[] {
  const wanted = new Set(framework.controls.map(({ id }) => id));
  return rules.filter((rule) => (mappingOf(rule)[framework.field] ?? []).some((id) => wanted.has(id)));
}
