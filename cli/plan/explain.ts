import { namedPath } from '../../review/model/construct-path';
import { textsOf, withoutTexts } from '../../review/model/sensitive';
import type { Stack } from '../synthesis';
import type { Diagnostic } from '../terraform/diagnostics';

/** A diagnostic in the reader's terms: which stack, which construct, which file. */
export interface Explained {
  readonly severity: Diagnostic['severity'];
  readonly summary: string;
  readonly detail?: string;
  /** `prod-network` */
  readonly stack?: string;
  /** `prod-network/network/vpc`, as in the TypeScript. */
  readonly construct?: string;
  /** `aws_vpc.network_vpc_1A2B3C4D`, as in the stack's own state. */
  readonly address?: string;
}

interface Named {
  readonly name: string;
  readonly stack: Stack;
}

/** Adds the stack and construct to a diagnostic of a plan, if it has an address. A provider quotes what it refuses, also what is sensitive. */
export function explain(diagnostic: Diagnostic, stacks: readonly Named[]): Explained {
  const { severity, address, range, snippet } = diagnostic;
  const hidden = stacks.flatMap((named) => sensitiveDefaults(named.stack));
  const { summary, detail } = withoutTexts({ summary: diagnostic.summary, detail: diagnostic.detail }, hidden);
  const module = /^module\.([^.]+)\.(.+)/.exec(address ?? '');
  const name = module?.[1] ?? /^modules\/([^/]+)\//.exec(range?.filename ?? '')?.[1];
  const stack = (stacks.find((named) => named.name === name) ?? (stacks.length === 1 ? stacks[0] : undefined))?.stack;
  const within = module?.[2] ?? address ?? snippet?.context?.replace(/^resource\./, '') ?? undefined;
  const construct = stack && within && constructPath(stack, within);
  return {
    severity,
    summary,
    ...(detail && { detail }),
    ...(stack && { stack: stack.name }),
    ...(construct && { construct }),
    ...(within && { address: within }),
  };
}

function sensitiveDefaults({ json }: Stack): string[] {
  const variables = Object.values((json.variable ?? {}) as Record<string, { sensitive?: unknown; default?: unknown }>);
  return variables.flatMap((one) => (one.sensitive === true ? textsOf(one.default) : []));
}

/** The path of the construct that made a resource: CDKTF writes it beside the resource. */
function constructPath(stack: Stack, address: string): string | undefined {
  const [, isData, type = '', name = ''] = /^(data\.)?([\w-]+)\.([\w-]+)/.exec(address) ?? [];
  const block = stack.json[isData ? 'data' : 'resource'] as
    Record<string, Record<string, { '//'?: { metadata?: { path?: string } } }>> | undefined;
  const path = block?.[type]?.[name]?.['//']?.metadata?.path;
  return path && namedPath(path);
}

/** As text: what, then where, then why. */
export function toText(explained: Explained, synthesized: string): string {
  const { severity, summary, detail, stack, construct, address } = explained;
  const where = [construct ?? stack, construct && address && `(${address})`].filter(Boolean).join(' ');
  const file = stack && `${synthesized}/stacks/${stack}/cdk.tf.json`;
  const lines = [
    where && `  at ${where}`,
    file && `  in ${file}`,
    ...(detail ?? '').split('\n').map((line) => line && `  ${line}`),
  ];
  return [`${severity}: ${summary}`, ...lines.filter(Boolean)].join('\n');
}
