import type { Block, StackJson } from '../../synthesis';

/** For what is written only: Terraform keeps no such value, so that none is compared. */
const written = 'not-compared';
/** `uuid()` is a new one in each apply; in a plan it is unknown. */
const uuid = '"00000000-0000-4000-8000-000000000000"';

/**
 * A stack of which a plan can know everything:
 *
 * - ephemeral resources, which AWS would have to give, are left out, and what refers to them has a fixed value: Terraform stores no value of theirs;
 * - `uuid()` is one that is known;
 * - provisioners are left out, and `prevent_destroy`, so that a plan says what it would destroy in place of refusing to.
 */
export function completeTree(json: StackJson): StackJson {
  const { ephemeral: _, ...rest } = withoutEphemerals(json) as StackJson;
  const resource = Object.entries(rest.resource ?? {}).map(([type, named]) => {
    const blocks = Object.entries(named).map(([name, block]) => [name, plannable(block)] as const);
    return [type, Object.fromEntries(blocks)] as const;
  });
  return { ...rest, ...(rest.resource && { resource: Object.fromEntries(resource) }) };
}

/** The same, as an apply would leave it: `uuid()` is a fixed one, and the output of a `terraform_data` its input, which no plan says. */
export function appliedTree(json: StackJson): StackJson {
  return replaced(completeTree(json), (text) =>
    text.includes('${')
      ? text.replace(/\buuid\(\)/g, uuid).replace(/\b(terraform_data\.[\w-]+)\.output\b/g, '$1.input')
      : text,
  ) as StackJson;
}

/** Whether a resource may not be destroyed, says its configuration. */
export function preventsDestroy(block: Block | undefined): boolean {
  return [block?.lifecycle].flat().some((one) => (one as Block | undefined)?.prevent_destroy === true);
}

function plannable(block: Block): Block {
  const { provisioner: _, connection: __, lifecycle, ...rest } = block;
  if (lifecycle === undefined) return rest;
  const kept = [lifecycle].flat().map((one) => {
    const { prevent_destroy: _, ...others } = one as Block;
    return others;
  });
  return { ...rest, lifecycle: kept };
}

function withoutEphemerals(value: unknown): unknown {
  return replaced(value, (text) => (/\$\{[^]*\bephemeral\.\w/.test(text) ? written : text));
}

function replaced(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((one) => replaced(one, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member, replace)]));
}
