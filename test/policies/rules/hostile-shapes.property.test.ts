import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import { postureOf } from '../../../review/assessment/posture';
import type { Rule } from '../../../review/engine/rule';
import { Graph } from '../../../review/model/graph';
import { graphOfHcl, graphOfPlan } from '../../../review/model/load';
import { Resource } from '../../../review/model/resource';
import { isList, isMap, Reference, Text, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { assembleReview } from '../../../review/assessment/assemble';
import { judge } from '../../../review/assessment/judge';
import { frameworks } from '../../../policies/controls';
import { rules } from '../../../policies/rules';

const root = { name: 'elsewhere', environment: 'elsewhere', file: '' };
/** Of a type that no rule expects, and whose ARN nothing decides. */
const elsewhere = new Resource(
  {
    ...{ address: 'terraform_data.elsewhere', mode: 'managed', type: 'terraform_data', name: 'elsewhere', root },
    ...{ provider: { name: 'terraform', defaultTags: {} }, writtenAt: { file: 'elsewhere.tf' } },
  },
  () => ({}),
);
const huge = 'x'.repeat(100_000);

/** What an attribute may turn out to be, whatever a rule expects: the input is anybody's, and Terraform has not checked it. */
const shapes: readonly ((graph: Graph) => Value)[] = [
  () => [],
  () => [[7], null, true, {}],
  () => [{ x: [] }, 'x'],
  () => ({}),
  () => ({ __proto__: 'x', constructor: { x: [1] }, length: -1 }),
  () => null,
  () => '',
  () => 7,
  () => -1.5e300,
  () => true,
  () => huge,
  () => '*',
  () => '[{"Statement": 3}]',
  () => '{"Statement": [7, null, {"Action": {}, "Principal": [[]], "Condition": [3], "Resource": null}]}',
  () => '0.0.0.0/99',
  () => new Reference(elsewhere, 'arn'),
  ({ resources }) => new Reference(resources[0]!, 'arn'),
  ({ resources }) => [new Reference(resources.at(-1)!, 'id'), new Reference(elsewhere, 'id')],
  () => new Unknown('var.hostile has no value'),
  () => new Unknown('var.hostile has no value', new Text(['x-', new Unknown('var.hostile has no value')])),
  () => [new Unknown('var.hostile has no value')],
];

const graphOf = (example: string) =>
  example.trimStart().startsWith('{') ? graphOfPlan(JSON.parse(example)) : graphOfHcl(example);

/** A generator of numbers below 1 that gives the same ones in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 12)) >>> 0) / 2 ** 32;
  };
}

type Path = readonly (string | number)[];

/** A text of JSON, as policies are, is looked into. */
function insideOf(value: Value | undefined): Value | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Every place in a value, at any depth. */
function placesIn(value: Value, before: Path = []): Path[] {
  const inside = insideOf(value);
  const entries = isList(inside) ? [...inside.entries()] : isMap(inside) ? Object.entries(inside) : [];
  return entries.flatMap(([key, part]) => [[...before, key], ...placesIn(part, [...before, key])]);
}

function replaced(value: Value, [key, ...rest]: Path, by: Value): Value {
  if (key === undefined) return by;
  const inside = insideOf(value);
  const whole = isList(inside)
    ? inside.map((part, index) => (index === key ? replaced(part, rest, by) : part))
    : isMap(inside)
      ? Object.fromEntries(
          Object.entries(inside).map(([name, part]) => [name, name === key ? replaced(part, rest, by) : part]),
        )
      : inside;
  return typeof value === 'string' ? JSON.stringify(whole) : (whole as Value);
}

/** The same graph again, so that nothing that was kept of the first one is found, with other attributes for one resource. */
function copyOf(graph: Graph, changed: Resource, attributes: ValueMap): Graph {
  const copies = new Map<Resource, Resource>();
  const copied = (value: Value): Value => {
    if (value instanceof Reference) return new Reference(copies.get(value.resource) ?? value.resource, value.attribute);
    if (isList(value)) return value.map(copied);
    return isMap(value) ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copied(part)])) : value;
  };
  const copy = (resource: Resource) => {
    const its = resource === changed ? attributes : resource.attributes;
    const made = new Resource({ ...resource, provider: resource.provider }, () => copied(its) as ValueMap);
    copies.set(resource, made);
    return made;
  };
  return new Graph(graph.resources.map(copy), { deleted: graph.deleted.map(copy) });
}

/** One shape for each place of a graph, or for a share of them. */
function* mutationsOf(graph: Graph, random: () => number, share = 1) {
  for (const resource of graph.resources) {
    if (resource.type.startsWith('@')) continue;
    for (const place of placesIn(resource.attributes)) {
      if (random() >= share) continue;
      const shape = shapes[Math.floor(random() * shapes.length)]!(graph);
      const attributes = replaced(resource.attributes, place, shape) as ValueMap;
      yield { graph: copyOf(graph, resource, attributes), what: `${resource.address}: ${place.join('.')}`, shape };
    }
  }
}

/** What throws, in a short line. */
function problemOf(what: string, shape: Value, run: () => unknown): string[] {
  try {
    run();
    return [];
  } catch (error) {
    const found = (JSON.stringify(shape) ?? '').slice(0, 60);
    const at = (error as Error & { cause?: Error }).cause?.stack
      ?.split('\n')
      .slice(1, 3)
      .map((line) => line.trim());
    return [`${(error as Error).message} [${what} = ${found}] ${at?.join(' < ') ?? (error as Error).stack}`];
  }
}

const examplesOf = ({ examples: { good, bad, unknown = {} } }: Rule) => [good, bad, unknown].flatMap(Object.values);

test('no rule throws, whatever shape one place of an example takes', async () => {
  const random = seeded(20261121);
  const problems: string[] = [];
  for (const rule of rules) {
    for (const example of examplesOf(rule)) {
      for (const { graph, what, shape } of mutationsOf(await graphOf(example), random)) {
        const facts = (name: string) => factsFor(name, 'critical', rule.examples.environment);
        problems.push(...problemOf(`example of ${rule.id}, ${what}`, shape, () => evaluate(graph, [rule], facts)));
      }
    }
  }
  expect(problems).toEqual([]);
}, 60_000);

test('nor does another rule, a proof or a view that looks at the same resources', async () => {
  const random = seeded(3);
  const problems: string[] = [];
  for (const rule of rules) {
    const example = examplesOf(rule)[Math.floor(random() * 3)] ?? '';
    const original = await graphOf(example);
    for (const { graph, what, shape } of mutationsOf(original, random, 0.12)) {
      const review = () => {
        const report = judge(graph, { rules, factsOf: (name) => factsFor(name, 'critical'), date: '2026-11-21' });
        for (const { name } of report.environments) postureOf(graph, name);
        return assembleReview(graph, report, { frameworks: Object.values(frameworks) });
      };
      problems.push(...problemOf(`example of ${rule.id}, ${what}`, shape, review));
    }
  }
  expect(problems).toEqual([]);
}, 60_000);
