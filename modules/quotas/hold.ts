import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { PropsError, type Problem } from '../props/error';
import { originOf } from './elsewhere';
import { quotas } from './quota';
import { usagesIn, type Usage } from './usage';

const held = new WeakSet<IConstruct>();
const measured = new WeakMap<IConstruct, Totals>();
const sharing = new WeakMap<IConstruct, Map<string, Set<TerraformStack>>>();

/**
 * Holds the stack of a construct to AWS's default quotas, when it is synthesized: what the apply would be refused for, half-way through, is an error before
 * anything exists. Every module does it for the stack that it is used in; what other code puts there counts too.
 */
export function holdToQuotas(scope: IConstruct): void {
  const stack = scope.node.scopes.find((one) => TerraformStack.isStack(one));
  if (!(stack instanceof TerraformStack) || held.has(stack)) return;
  held.add(stack);
  stack.node.addValidation({
    validate: () => {
      const problems = problemsOf(stack);
      if (problems.length > 0) throw new PropsError(stack, problems);
      return [];
    },
  });
}

interface Total {
  readonly usage: Usage;
  readonly origin: ReturnType<typeof originOf>;
  readonly amount: number;
  readonly paths: readonly string[];
}

/** By quota and what it is of. */
type Totals = ReadonlyMap<string, Total>;

function problemsOf(stack: TerraformStack): Problem[] {
  const { root } = stack.node;
  const own = totalsOf(stack, true);
  const all = stacksBelow(root);
  for (const other of all) totalsOf(other, false);
  return [...own].flatMap(([key, { usage, origin }]) => {
    const quota = quotas[usage.quota];
    const totals = [...(sharers(root).get(key) ?? [])].flatMap((other) => totalsOf(other, false).get(key) ?? []);
    const amount = totals.reduce((sum, total) => sum + total.amount, 0);
    if (amount <= quota.limit) return [];
    const paths = all.flatMap((other) => totalsOf(other, false).get(key)?.paths ?? []);
    const owner = origin.stack === stack ? origin.value : `${origin.value} of ${origin.stack.node.path}`;
    const expected = `${quota.expected} (${quota.source}; instead: ${quota.split})`;
    return [{ prop: owner, expected, found: `${amount.toLocaleString('en')} ${quota.unit}${listed(paths, owner)}` }];
  });
}

/** The stacks of a tree: of the whole app, those that may share something. */
function stacksBelow(scope: IConstruct): readonly TerraformStack[] {
  return scope instanceof TerraformStack ? [scope] : scope.node.children.flatMap(stacksBelow);
}

/** Stacks are whole when the first is synthesized, so each other one is measured once. */
function totalsOf(stack: TerraformStack, again: boolean): Totals {
  const known = again ? undefined : measured.get(stack);
  if (known) return known;
  const totals = new Map<string, Total & { readonly paths: string[] }>();
  for (const usage of usagesIn(stack)) {
    if (usage.amount <= 0) continue;
    const origin = originOf(stack, usage.owner);
    const key = `${usage.quota} ${origin.stack.node.path} ${origin.value}`;
    const total = totals.get(key);
    const paths = total?.paths ?? [];
    paths.push(usage.path);
    totals.set(key, { usage, origin, amount: (total?.amount ?? 0) + usage.amount, paths });
  }
  measured.set(stack, totals);
  for (const key of totals.keys()) {
    const of = sharers(stack.node.root);
    const stacks = of.get(key) ?? new Set();
    of.set(key, stacks.add(stack));
  }
  return totals;
}

/** Which stacks of an app have something of a total: of a hundred environments, few do. */
function sharers(root: IConstruct): Map<string, Set<TerraformStack>> {
  const known = sharing.get(root) ?? new Map<string, Set<TerraformStack>>();
  sharing.set(root, known);
  return known;
}

/** Which resources it is of, short: the message is one line. */
function listed(paths: readonly string[], owner: string): string {
  const [first, ...others] = paths.filter((path) => path !== owner);
  if (first === undefined) return '';
  return others.length === 0 ? ` of ${first}` : ` of ${first} and ${others.length} more`;
}
