import { factsOfEnvironment } from '../../../cli/review/facts';
import * as environments from '../../../environments';
import { loadEnvironments } from '../../../environments/load';
import { judge } from '../../../policies/engine/judge';
import { graphOfStacks } from '../../../policies/model/load';
import { rules } from '../../../policies/rules';
import { flawsInTerrace } from './in-terrace';
import { inputs, synthesizeAll, type Stacks } from './terrace';

const facts = new Map(loadEnvironments(environments).map((one) => [one.name, factsOfEnvironment(one)]));
const serious = rules.filter(({ severity }) => severity === 'critical' || severity === 'high');
let clean: Stacks;
let before: Set<string>;

/** What does not hold, each as rule and resource: `rds/not-public prod-data/aws_db_instance.x`. */
async function faults(stacks: Stacks): Promise<Set<string>> {
  const { findings } = judge(await graphOfStacks(inputs(stacks)), {
    rules: serious,
    factsOf: (name) => facts.get(name)!,
    date: '2026-11-21',
  });
  const open = findings.filter(({ status }) => status === 'fail' || status === 'unknown');
  return new Set(open.map(({ rule, root, address, attribute = '' }) => [rule, root, address, attribute].join(' ')));
}

beforeAll(async () => {
  clean = synthesizeAll();
  before = await faults(clean);
});

test.each(flawsInTerrace.map((flaw) => [flaw.rule, flaw] as const))(
  'a flaw against %s is found, and nothing else',
  async (rule, { put, also = [] }) => {
    const stacks = structuredClone(clean);
    put(stacks);
    const found = [...(await faults(stacks))].filter((fault) => !before.has(fault));
    expect([...new Set(found.map((fault) => fault.split(' ')[0]))].sort()).toEqual([rule, ...also].sort());
  },
);
