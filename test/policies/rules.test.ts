import { factsFor } from '../../review/engine/environment-facts';
import { evaluate } from '../../review/engine/evaluate';
import type { Rule } from '../../review/engine/rule';
import { graphOfHcl, graphOfPlan } from '../../review/model/load';
import { rules } from '../../policies/rules';

const always = (status: 'pass' | 'fail'): Rule['check'] =>
  status === 'pass' ? () => ({ status }) : () => ({ status, expected: 'something else', found: 'this' });

/** An example is HCL, or a plan where only a plan can show it. */
const graphOf = async (example: string) =>
  example.trimStart().startsWith('{') ? graphOfPlan(JSON.parse(example)) : graphOfHcl(example);

/** The statuses that a rule, or a rule broken on purpose, gives an example. */
async function statuses(rule: Rule, hcl: string): Promise<Set<string>> {
  const graph = await graphOf(hcl);
  const facts = (name: string) => factsFor(name, 'critical', rule.examples.environment);
  return new Set(evaluate(graph, [rule], facts).map(({ status }) => status));
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const { good, bad, unknown = {} } = rule.examples;

  test.each(Object.entries(good))('passes: %s', async (_, hcl) => {
    expect([...(await statuses(rule, hcl))]).toEqual(['pass']);
  });

  const faulty = Object.entries(bad);
  if (faulty.length > 0)
    test.each(faulty)('fails: %s', async (_, hcl) => {
      expect(await statuses(rule, hcl)).toContain('fail');
    });

  const untold = Object.entries(unknown);
  if (untold.length > 0)
    test.each(untold)('cannot tell: %s', async (_, hcl) => {
      const found = await statuses(rule, hcl);
      found.delete('pass');
      expect([...found]).toEqual(['unknown']);
    });

  test('its examples tell a check that always passes, and one that always fails, from it', async () => {
    const passing = await Promise.all(
      Object.values({ ...bad, ...unknown }).map((hcl) => statuses({ ...rule, check: always('pass') }, hcl)),
    );
    const failing = await Promise.all(
      Object.values(good).map((hcl) => statuses({ ...rule, check: always('fail') }, hcl)),
    );
    expect(passing.some((found) => !found.has('fail'))).toBe(true);
    expect(failing.some((found) => found.has('fail'))).toBe(true);
  });
});
