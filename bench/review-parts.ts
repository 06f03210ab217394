import { readFileSync } from 'node:fs';
import { factsFor } from '../review/engine/environment-facts';
import { evaluate } from '../review/engine/evaluate';
import { judge } from '../review/assessment/judge';
import { postureOf } from '../review/assessment/posture';
import type { Report } from '../review/assessment/report';
import type { Rule } from '../review/engine/rule';
import { parseBody } from '../review/model/configuration/hcl/body';
import type { Graph } from '../review/model/graph';
import { graphOfHcl, graphOfStacks, type StackInput } from '../review/model/load';
import { reviewPage } from '../review/reports/html/page';
import { json } from '../review/reports/json';
import { junit } from '../review/reports/junit';
import { markdown } from '../review/reports/markdown';
import { sarif } from '../review/reports/sarif';
import { text } from '../review/reports/text';
import { assembleReview } from '../review/assessment/assemble';
import { frameworks } from '../policies/controls';
import { rules } from '../policies/rules';
import { manyHcl, manyStacks } from './model-inputs';

/** A part of the review: what it took, the least that it could take, and the heap that is held when it is done. */
export interface Part {
  readonly title: string;
  readonly seconds: number;
  readonly floor?: number;
  readonly megabytes: number;
}

export interface Parts {
  readonly resources: number;
  readonly findings?: number;
  readonly parts: readonly Part[];
}

const parts: Part[] = [];
const facts = (name: string) => factsFor(name, 'critical');
/** The engine without what rules think: each rule, on each resource that it looks at, says that all is well. */
const idle = rules.map((rule): Rule => ({ ...rule, check: () => ({ status: 'pass' }) }));

async function timed<T>(run: () => T | Promise<T>): Promise<{ made: T; seconds: number }> {
  const started = performance.now();
  const made = await run();
  return { made, seconds: (performance.now() - started) / 1000 };
}

async function part<T>(title: string, run: () => T | Promise<T>, floor?: number): Promise<T> {
  const { made, seconds } = await timed(run);
  globalThis.gc?.();
  const megabytes = process.memoryUsage().heapUsed / 1e6;
  parts.push({ title, seconds, megabytes, ...(floor !== undefined && { floor }) });
  return made;
}

/** Each floor is taken right before its part, as cold as that. */
const floorOf = async (run: () => unknown): Promise<number> => (await timed(run)).seconds;

/** Of the environments: all that a review does, in its order. */
async function environments(files: readonly string[]): Promise<Parts> {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const parsing = await floorOf(() => texts.map((text) => JSON.parse(text)));
  const graph = await part('graph', () => graphOfStacks(texts.map(stackOf)), parsing);
  const findings = await judged(graph);
  const report = await part('judge: rules, waivers, gates', () =>
    judge(graph, { rules, factsOf: facts, date: '2026-11-21' }),
  );
  await reports(graph, report);
  return { resources: graph.resources.length, findings, parts };
}

/** The synthesized file `…/prod-network/cdk.tf.json` is a stack of `prod`. */
function stackOf(text: string): StackInput {
  const json = JSON.parse(text);
  const name: string = json['//'].metadata.stackName;
  return { name, environment: name.replace(/-[^-]*$/, ''), file: `stacks/${name}/cdk.tf.json`, json };
}

async function many(resources: number): Promise<Parts> {
  const stacks = manyStacks(resources);
  const written = JSON.stringify(stacks.map(({ json }) => json));
  const parsing = await floorOf(() => JSON.parse(written));
  const graph = await part('graph', () => graphOfStacks(stacks), parsing);
  const findings = await judged(graph);
  const report = await part('judge: rules, waivers, gates', () =>
    judge(graph, { rules, factsOf: facts, date: '2026-11-21' }),
  );
  await reports(graph, report);
  return { resources: graph.resources.length, findings, parts };
}

/** The rules read the attributes, which are worked out when they are first asked for. */
async function judged(graph: Graph): Promise<number> {
  const names = [...new Set(graph.resources.map(({ environment }) => environment))];
  await part('attributes', () => graph.resources.forEach((resource) => void resource.attributes));
  const nothing = await floorOf(() => evaluate(graph, idle, facts));
  const findings = await part('rules', () => evaluate(graph, rules, facts), nothing);
  await part('postures', () => names.map((name) => postureOf(graph, name)));
  return findings.length;
}

async function hcl(resources: number): Promise<Parts> {
  const written = manyHcl(resources);
  const asJson = JSON.stringify(parseBody(written).json);
  const parsing = await floorOf(() => JSON.parse(asJson));
  const graph = await part('graph', () => graphOfHcl(written), parsing);
  await part('attributes', () => graph.resources.forEach((resource) => void resource.attributes));
  return { resources: graph.resources.length, parts };
}

async function reports(graph: Graph, report: Report): Promise<void> {
  const options = { all: true, width: 100, colour: false, version: '0' };
  const writing = await floorOf(() => JSON.stringify(report));
  for (const [name, format] of Object.entries({ text, json, sarif, junit, markdown })) {
    await part(`report: ${name}`, () => format(report, options), writing);
  }
  await part(
    'report: html',
    () => reviewPage(assembleReview(graph, report, { frameworks: Object.values(frameworks) })),
    writing,
  );
}

/** `node --expose-gc bin/run.cjs bench/review-parts.ts many 10000`: a process each, so that no part meets what another left. */
const [kind, ...args] = process.argv.slice(2);
const run = {
  environments: () => environments(args),
  many: () => many(Number(args[0])),
  hcl: () => hcl(Number(args[0])),
};

void run[kind as keyof typeof run]().then((measured) => process.stdout.write(JSON.stringify(measured)));
