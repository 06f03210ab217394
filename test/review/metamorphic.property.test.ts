import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rules } from '../../policies/rules';
import { factsFor } from '../../review/engine/environment-facts';
import { evaluate } from '../../review/engine/evaluate';
import type { Rule } from '../../review/engine/rule';
import type { Graph } from '../../review/model/graph';
import { graphOfFolder, graphOfHcl } from '../../review/model/load';
import { transformations } from '../support/transformations';

type Files = Readonly<Record<string, string>>;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'terrace-metamorphic-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const examples = rules.flatMap((rule) =>
  Object.entries({ ...rule.examples.good, ...rule.examples.bad, ...rule.examples.unknown })
    .filter(([, example]) => !example.trimStart().startsWith('{'))
    // The facts that it is judged under name addresses.
    .filter(() => rule.examples.environment?.flows === undefined)
    .map(([title, hcl]) => ({ rule, title, hcl })),
);

/** An address as the text without a transformation has it. */
const original = (text: string) =>
  text
    .replaceAll('module.inner.', '')
    .replaceAll('.other_', '.')
    .replaceAll(/\[(0|"one")\]/g, '');

/** What a rule says, without the names of what it says it of. */
async function verdicts(rule: Rule, files: Files): Promise<string[]> {
  const facts = (name: string) => factsFor(name, 'critical', rule.examples.environment);
  return evaluate(await graphOf(files), [rule], facts)
    .map(({ type, status, attribute }) => original([type, status, attribute].join(' ')))
    .sort();
}

async function graphOf(files: Files): Promise<Graph> {
  const [only] = Object.values(files);
  if (Object.keys(files).length === 1) return graphOfHcl(only as string);
  const at = mkdtempSync(join(folder, 'example-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), text);
  }
  return graphOfFolder(at);
}

/** The worst of the verdicts: where the same infrastructure is other resources, the verdict is on another one. */
const worst = (found: readonly string[]) =>
  ['fail', 'unknown', 'pass'].find((status) => found.some((one) => one.split(' ')[1] === status)) ?? 'none';

/** That rules are in one place is what the rule asks for. */
const aboutPlace = 'security-group/rules-in-one-place';

/** Of 1313 examples, those that a transformation changes, at least; the others have nothing that it could change. */
const cases: readonly (readonly [name: keyof typeof transformations, atLeast: number])[] = [
  ['renamed', 1200],
  ['in a module', 1200],
  ['with a count of one', 1200],
  ['with a for_each of one', 1200],
  ['with variables for literals', 900],
  ['with settings of a for_each, of which one is not known', 900],
  ['in a module with settings of a declared type, of which one is not known', 900],
  ['with dynamic blocks over settings, of which one is not known', 400],
  ['with resources of their own for inline rules and policies', 50],
];

test.each(cases)(
  'no example of a rule has other verdicts %s',
  async (name, atLeast) => {
    const isSeparate = name === 'with resources of their own for inline rules and policies';
    const changed: string[] = [];
    let applied = 0;
    for (const { rule, title, hcl } of examples) {
      const files = isSeparate && rule.id === aboutPlace ? undefined : transformations[name](hcl);
      if (!files) continue;
      applied++;
      const [before, after] = [await verdicts(rule, { 'main.tf': hcl }), await verdicts(rule, files)];
      const isSame = isSeparate ? worst(before) === worst(after) : before.join() === after.join();
      if (!isSame) changed.push(`${rule.id}: ${title}: ${before.join()} → ${after.join()}`);
    }
    expect(changed).toEqual([]);
    expect(applied).toBeGreaterThan(atLeast);
  },
  60_000,
);
