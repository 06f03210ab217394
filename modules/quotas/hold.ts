import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { PropsError, type Problem } from '../props/error';
import { originOf } from './elsewhere';
import { quotas } from './quota';
import { usagesIn, type Usage } from './usage';

const held = new WeakSet<IConstruct>();
const measured = new WeakMap<IConstruct, readonly Usage[]>();

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
  readonly amount: number;
  readonly paths: readonly string[];
}

function problemsOf(stack: TerraformStack): Problem[] {
  const totals = new Map<string, Total & { readonly usage: Usage; readonly owner: string }>();
  const own = new Set<string>();
  for (const other of stacksBelow(stack.node.root)) {
    for (const usage of usagesOf(other, other === stack)) {
      const origin = originOf(other, usage.owner);
      const key = `${usage.quota} ${origin.stack.node.path} ${origin.value}`;
      const { amount = 0, paths = [] } = totals.get(key) ?? {};
      if (other === stack) own.add(key);
      const owner = origin.stack === stack ? origin.value : `${origin.value} of ${origin.stack.node.path}`;
      totals.set(key, { usage, owner, amount: amount + usage.amount, paths: [...paths, usage.path] });
    }
  }
  return [...totals].flatMap(([key, { usage, owner, amount, paths }]) => {
    const quota = quotas[usage.quota];
    if (amount <= quota.limit || !own.has(key)) return [];
    const expected = `${quota.expected} (${quota.source}; instead: ${quota.split})`;
    return [{ prop: owner, expected, found: `${amount.toLocaleString('en')} ${quota.unit}${listed(paths, owner)}` }];
  });
}

/** The stacks of a tree: of the whole app, those that may share something. */
function stacksBelow(scope: IConstruct): readonly TerraformStack[] {
  return scope instanceof TerraformStack ? [scope] : scope.node.children.flatMap(stacksBelow);
}

/** Stacks are whole when the first is synthesized, so each other one is measured once. */
function usagesOf(stack: TerraformStack, again: boolean): readonly Usage[] {
  const known = again ? undefined : measured.get(stack);
  const usages = known ?? usagesIn(stack).filter(({ amount }) => amount > 0);
  measured.set(stack, usages);
  return usages;
}

/** Which resources it is of, short: the message is one line. */
function listed(paths: readonly string[], owner: string): string {
  const [first, ...others] = paths.filter((path) => path !== owner);
  if (first === undefined) return '';
  return others.length === 0 ? ` of ${first}` : ` of ${first} and ${others.length} more`;
}
