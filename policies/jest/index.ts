import { checkTerraform, type CheckOptions } from '../check-terraform';
import type { Finding } from '../../review/engine/finding';
import type { StackInput } from '../../review/model/load';

/** The part of cdktf's `TerraformStack` that is used: policies work without cdktf. */
interface Synthesizable {
  readonly node: { readonly id: string };
  prepareStack?(): void;
  toTerraform(): object;
}

/**
 * A matcher for Jest and compatible runners: `await expect(stack).toPassPolicies()`. It accepts a stack, several that
 * belong together, or synthesized JSON, and reports failures like `terrace check`.
 *
 * Importing this file registers it: `import 'terrace/policies/jest'`.
 */
export async function toPassPolicies(received: unknown, options: CheckOptions = {}): Promise<Result> {
  const report = await checkTerraform(inputOf(received), options);
  const closing = report.environments.flatMap(({ name, gate }) => [
    ...report.findings.filter(({ id }) => gate.closedBy.includes(id)).map(sentence),
    ...report.waiverProblems
      .filter(({ where }) => gate.closedByWaivers.includes(where))
      .map(({ where, problem }) => `${where}\n  ${problem}`),
    ...(gate.nothingJudged ? [`${name}\n  nothing was judged`] : []),
  ]);
  return {
    pass: closing.length === 0,
    message: () =>
      closing.length === 0
        ? 'expected policies to fail, but all passed'
        : [`${closing.length} policies failed:`, ...new Set(closing)].join('\n\n'),
  };
}

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

declare const expect: { extend(matchers: object): void } | undefined;
if (typeof expect !== 'undefined') expect.extend({ toPassPolicies });

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how jest's types are extended
  namespace jest {
    interface Matchers<R> {
      /** Every rule passes or is waived. Returns a promise. */
      toPassPolicies(options?: CheckOptions): Promise<R>;
    }
  }
}

function inputOf(received: unknown): object | readonly StackInput[] {
  const given = Array.isArray(received) ? received : [received];
  if (given.every(isSynthesizable)) return given.map(synthesized);
  if (typeof received === 'string') return JSON.parse(received) as object;
  if (typeof received === 'object' && received !== null) return received;
  throw new TypeError(`toPassPolicies: expected a stack, several, or synthesized JSON, found ${typeof received}`);
}

function isSynthesizable(value: unknown): value is Synthesizable {
  return typeof value === 'object' && value !== null && 'toTerraform' in value && 'node' in value;
}

function synthesized(stack: Synthesizable): StackInput {
  stack.prepareStack?.();
  const { id } = stack.node;
  return { name: id, file: `${id}/cdk.tf.json`, json: stack.toTerraform() as StackInput['json'] };
}

function sentence({ severity, rule, message, fix }: Finding): string {
  return `${severity} ${rule}\n  ${message}\n  ${fix}`;
}
