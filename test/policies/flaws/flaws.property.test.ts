import type { Finding } from '../../../review/engine/finding';
import type { Graph } from '../../../review/model/graph';
import { graphOfPlan } from '../../../review/model/load';
import type { Flaw } from './flaw';
import { flawsInApplication } from './in-application';
import { flawsInTerrace } from './in-terrace';
import { releaseThatDestroys } from './plan';
import { faults, serious, World } from './world';

const inPlan = 'change/data-stores-retained';
let world: World;
let before: ReadonlyMap<string, Finding>;

beforeAll(async () => {
  world = await World.read();
  before = faults(world.graphs.values());
}, 60_000);

/** What is found in a copy with a flaw, and is not found without: each rule once, and the environments. */
function found(graphs: ReadonlyMap<string, Graph>) {
  const now = [...faults(graphs.values())].filter(([key]) => !before.has(key)).map(([, finding]) => finding);
  return {
    rules: [...new Set(now.map(({ rule }) => rule))].sort(),
    environments: [...new Set(now.map(({ environment }) => environment))],
  };
}

const expected = ({ rule, also = [] }: Flaw, environment: string) => ({
  rules: [rule, ...also].sort(),
  environments: [environment],
});

test('without a flaw nothing is found in the application, nor in the plan of its release', () => {
  const findings = [...before.values()].filter(({ environment }) => ['application', 'release'].includes(environment));
  expect(findings.map(({ message, rule }) => `${rule} ${message}`)).toEqual([]);
});

test('there is a flaw for each critical and high rule, and not two', () => {
  const flawed = [...flawsInTerrace, ...flawsInApplication].map(({ rule }) => rule);
  expect([...flawed, inPlan].sort()).toEqual(serious.map(({ id }) => id).sort());
});

describe('a flaw in an environment is found, and nothing else:', () => {
  test.each(flawsInTerrace.map((flaw) => [flaw.rule, flaw] as const))('%s', async (_, flaw) => {
    expect(found(await world.withFlawInTerrace(flaw))).toEqual(expected(flaw, flaw.environment ?? 'prod'));
  });
});

describe('a flaw in an application is found, and nothing else:', () => {
  test.each(flawsInApplication.map((flaw) => [flaw.rule, flaw] as const))('%s', async (_, flaw) => {
    expect(found(await world.withFlawInApplication(flaw))).toEqual(expected(flaw, 'application'));
  });
});

test('a plan that destroys a database is found, and nothing else', async () => {
  const graph = await graphOfPlan(releaseThatDestroys, { name: 'release' });
  expect(found(world.with('release', graph))).toEqual(expected({ rule: inPlan }, 'release'));
});
