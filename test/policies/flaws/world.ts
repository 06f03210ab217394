import { factsOfEnvironment } from '../../../cli/review/facts';
import * as environments from '../../../environments';
import { loadEnvironments } from '../../../environments/load';
import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import type { Finding } from '../../../review/engine/finding';
import { joinGraphs, type Graph } from '../../../review/model/graph';
import { graphOfHcl, graphOfPlan, graphOfStacks } from '../../../review/model/load';
import { rules } from '../../../policies/rules';
import { application } from './application';
import type { FlawInApplication, FlawInTerrace } from './flaw';
import { release } from './plan';
import { inputs, synthesizeAll, type Stacks } from './terrace';

const facts = new Map([
  ...loadEnvironments(environments).map((one) => [one.name, factsOfEnvironment(one)] as const),
  ['application', factsFor('application', 'critical', { knownAccounts: ['222233334444'] })],
  ['release', factsFor('release', 'critical')],
]);

/** The rules that decide whether a critical environment may be deployed. */
export const serious = rules.filter(({ severity }) => severity === 'critical' || severity === 'high');

/** What does not hold, or is not known, by a key that tells one finding from another. */
export function faults(graphs: Iterable<Graph>): Map<string, Finding> {
  const findings = evaluate(joinGraphs([...graphs]), serious, (name) => facts.get(name)!);
  const open = findings.filter(({ status }) => status !== 'pass');
  return new Map(open.map((one) => [[one.rule, one.root, one.address, one.attribute].join(' '), one]));
}

/** The environments, the application and its release, read once. A flaw is put into a copy of one of them. */
export class World {
  private constructor(
    private readonly stacks: ReadonlyMap<string, Stacks>,
    readonly graphs: ReadonlyMap<string, Graph>,
  ) {}

  static async read(): Promise<World> {
    const stacks = new Map<string, Stacks>();
    for (const [name, json] of Object.entries(synthesizeAll())) {
      const environment = name.split('-')[0]!;
      stacks.set(environment, { ...stacks.get(environment), [name]: json });
    }
    const graphs = new Map<string, Graph>();
    // Of a third environment the rules say what they say of the other two.
    stacks.delete('test');
    for (const [environment, its] of stacks) graphs.set(environment, await graphOfStacks(inputs(its)));
    graphs.set('application', await graphOfHcl(application, 'application'));
    graphs.set('release', await graphOfPlan(release, { name: 'release' }));
    return new World(stacks, graphs);
  }

  async withFlawInTerrace({ environment = 'prod', put }: FlawInTerrace): Promise<Map<string, Graph>> {
    const stacks = structuredClone(this.stacks.get(environment)!);
    put(stacks);
    return this.with(environment, await graphOfStacks(inputs(stacks)));
  }

  async withFlawInApplication({ put }: FlawInApplication): Promise<Map<string, Graph>> {
    return this.with('application', await graphOfHcl(put(application), 'application'));
  }

  /** Nothing that one of them holds changes what is found in another. */
  with(environment: string, graph: Graph): Map<string, Graph> {
    return new Map([[environment, graph]]);
  }
}
