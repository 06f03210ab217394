import type { Existing, Import } from './existing';
import { asLiteral } from './import-ids';

/** `import` blocks of one stack, as Terraform reads them from a file beside its configuration. */
export function importBlocks(stack: string, imports: readonly Import[]): string {
  return [`# ${stack}`, ...imports.map(block)].join('\n\n');
}

function block({ address, id, then, changes }: Import): string {
  const text = JSON.stringify(asLiteral(id));
  const comment = then === 'nothing' ? [] : [`# ${effect[then]}: ${changes.join(', ')}`];
  return [...comment, 'import {', `  to = ${address}`, `  id = ${text}`, '}'].join('\n');
}

const effect = { update: 'updated in place by the next apply', replace: 'REPLACED by the next apply' } as const;

/** What was found and is not an import block, and what was not looked for; a line each. */
export function notes(stack: string, existing: Existing): string[] {
  const { imports, several, gone, tainted, absent, notLookedFor, unowned, tagsUnread } = existing;
  const reasons = new Map<string, string[]>();
  for (const { address, why } of notLookedFor) reasons.set(why, [...(reasons.get(why) ?? []), address]);
  return [
    `${stack}: ${imports.length} to import, ${absent} not in AWS, ${notLookedFor.length} not looked for`,
    ...several.map(
      ({ address, ids }) => `  ${address}: AWS has ${ids.length} of it: ${ids.join(', ')}. Delete all but one.`,
    ),
    ...gone.map(
      (address) =>
        `  ${address}: the state has it, and AWS no longer does. It is not looked for until the state forgets it`,
    ),
    ...(gone.length > 0
      ? [`  to forget: terraform apply -refresh-only in cdktf.out/stacks/${stack}; then look again`]
      : []),
    ...tainted.map(
      (address) =>
        `  ${address}: an apply was interrupted while it was created: the next one replaces it, unless terraform untaint ${address}`,
    ),
    ...[...reasons].map(([why, addresses]) => `  not looked for, ${why}: ${addresses.join(', ')}`),
    ...unowned.map((arn) => {
      const lag = arn.includes(':natgateway/') ? ', unless it was deleted within the last hour' : '';
      return `  ${arn}: has the tags of ${stack}, and is in no state${lag}`;
    }),
    ...(tagsUnread ? [`  objects with the tags of ${stack} were not listed: ${tagsUnread}`] : []),
  ];
}
