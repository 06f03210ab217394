import { graphOfHcl, graphOfStacks } from '../policies/model/load';
import type { Graph } from '../policies/model/graph';
import { manyHcl, manyStacks } from './model-inputs';

/** What a graph took: to make, to read all attributes of, and in memory. */
async function measured(title: string, make: () => Promise<Graph>): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const graph = await make();
  const made = performance.now();
  for (const { attributes } of graph.resources) Object.keys(attributes);
  const read = performance.now();
  globalThis.gc?.();
  const memory = (process.memoryUsage().heapUsed - before) / 1e6;
  const times = `graph ${Math.round(made - start)} ms, attributes ${Math.round(read - made)} ms`;
  console.log(`${title}: ${times}, ${Math.round(memory)} MB, ${graph.resources.length} resources`);
}

/** `node --expose-gc bin/run.cjs bench/model.ts` */
async function main(): Promise<void> {
  for (const count of [1000, 10_000, 50_000]) {
    const stacks = manyStacks(count);
    await measured(`stacks of ${count}`, () => graphOfStacks(stacks));
  }
  for (const count of [1000, 10_000, 50_000]) {
    const hcl = manyHcl(count);
    await measured(`HCL of ${count}`, () => graphOfHcl(hcl));
  }
}

void main();
