import type { TerraformStack } from 'cdktf';
import { resolved } from './resolve';

interface Elsewhere {
  readonly stack: TerraformStack;
  readonly value: string;
}

const known = new WeakMap<TerraformStack, Map<string, Elsewhere>>();

/**
 * Says that what `stack` refers to as `reference` is `value` of another stack of the app, such as a published output, so that quotas of what both use are
 * counted together.
 */
export function isOfStack(stack: TerraformStack, reference: string, other: TerraformStack, value: string): void {
  const references = known.get(stack) ?? new Map<string, Elsewhere>();
  known.set(
    stack,
    references.set(String(resolved(stack, reference)), { stack: other, value: String(resolved(other, value)) }),
  );
}

/** What a reference is of: the stack that made it, and how that one refers to it. */
export function originOf(stack: TerraformStack, reference: string): Elsewhere {
  const [, value = reference, suffix = ''] = /^(\$\{.*\})( in| out)?$/.exec(reference) ?? [];
  const elsewhere = known.get(stack)?.get(value);
  if (!elsewhere) return { stack, value: reference };
  return originOf(elsewhere.stack, elsewhere.value + suffix);
}
