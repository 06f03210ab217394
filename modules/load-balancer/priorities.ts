import type { IConstruct } from 'constructs';
import { assertProp } from '../props';
import { mostWildcards, wildcards, type HostRule } from './host-rule';
import { patternsOverlap } from './pattern-overlap';
import { bands, priorityOf } from './rule-priority';

/** Application Load Balancer user guide, Quotas: rules of a balancer, on request more. */
const mostRules = 100;

interface Placed {
  readonly rule: HostRule;
  readonly priority: number;
  /** How many bands it is above the rules that come before none. */
  readonly depth: number;
  /** All rules that it comes before, also by way of others. */
  readonly precedes: ReadonlySet<string>;
}

/**
 * The priorities of a listener's rules, each from its name: another rule moves none of them. A rule that comes before another is in the band above it, which the
 * listener evaluates sooner.
 */
export class Priorities {
  private readonly placed = new Map<string, Placed>();

  /** @throws PropsError for a collision, and for a rule that shares requests with another and does not say which comes first. */
  place(scope: IConstruct, name: string, rule: HostRule): number {
    assertProp(scope, 'name', !this.placed.has(name), 'each rule added once', name);
    assertProp(scope, 'name', this.placed.size < mostRules, `${mostRules} rules of a load balancer at most`, name);
    const { host, path = '', before = [] } = rule;
    const few = wildcards(host) + wildcards(path) <= mostWildcards;
    assertProp(scope, 'path', few, `${mostWildcards} wildcards at most in host and path`, host + path);
    const lower = before.map((other, index) => {
      const found = this.placed.get(other);
      assertProp(scope, `before[${index}]`, found !== undefined, 'a rule that was added before', other);
      return found;
    });
    const precedes = new Set([...before, ...lower.flatMap((other) => [...other.precedes])]);
    this.assertOrdered(scope, rule, precedes);
    const depth = Math.max(-1, ...lower.map((other) => other.depth)) + 1;
    assertProp(scope, 'before', depth < bands, `chains of ${bands} rules at most`, before);
    const priority = priorityOf(name, depth);
    const [clash] = Array.from(this.placed).find(([, other]) => other.priority === priority) ?? [];
    const expected = `a name whose priority, ${priority}, is not that of the rule ${clash}`;
    assertProp(scope, 'name', clash === undefined, expected, name);
    this.placed.set(name, { rule, priority, depth, precedes });
    return priority;
  }

  private assertOrdered(scope: IConstruct, rule: HostRule, precedes: ReadonlySet<string>): void {
    const [other] = Array.from(this.placed).find(([name, it]) => !precedes.has(name) && overlap(rule, it.rule)) ?? [];
    const expected = `['${other}', …], since some requests match both rules; add the more general rule first`;
    assertProp(scope, 'before', other === undefined, expected, rule.before);
  }
}

function overlap(left: HostRule, right: HostRule): boolean {
  const { path = '*' } = left;
  return patternsOverlap(left.host, right.host) && patternsOverlap(path, right.path ?? '*');
}
