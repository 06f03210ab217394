import { CliError } from '../errors';
import { runChild, type Stoppable } from '../child';
import type { Io, Variables } from '../io';

/** The program that plans and applies. */
export interface Binary {
  readonly product: 'Terraform' | 'OpenTofu';
  /** As it was asked for: a name on the PATH, or a path. */
  readonly command: string;
  /** `1.11.4` */
  readonly version: string;
  /** `linux_amd64` */
  readonly platform: string;
  /** Where it takes providers from that name no host. */
  readonly registry: 'registry.terraform.io' | 'registry.opentofu.org';
}

/**
 * The oldest versions that keep an S3 lock without a table (`use_lockfile`), and write it with the encryption that the state bucket demands: OpenTofu
 * 1.10.0 and 1.10.1 do not (opentofu/opentofu#2970).
 */
export const oldest = { Terraform: '1.11', OpenTofu: '1.10.2' } as const;

export const howToGetTerraform =
  'Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.10.2 or newer ' +
  '(https://opentofu.org/docs/intro/install), and name it in TERRAFORM_BINARY_NAME if it is not called terraform.';

/** Terraform or OpenTofu: the one that `TERRAFORM_BINARY_NAME`, CDKTF's own convention, chooses. */
export function binaryName(env: Variables): string {
  return env.TERRAFORM_BINARY_NAME || 'terraform';
}

/**
 * Runs `version` of the binary.
 *
 * @param timeoutMs milliseconds after which a program that has not answered is stopped
 * @returns undefined when there is none.
 * @throws CliError when there is one that does not run.
 */
export async function findBinary(io: Stoppable & Pick<Io, 'env'>, timeoutMs = 15_000): Promise<Binary | undefined> {
  const command = binaryName(io.env);
  // Arguments and providers that a user sets for other commands may be wrong, and say nothing of the version.
  const unset = { TF_CLI_ARGS: undefined, TF_CLI_ARGS_version: undefined, TF_REATTACH_PROVIDERS: undefined };
  const env = { ...io.env, ...unset, CHECKPOINT_DISABLE: '1' };
  const ran = await runChild(io, command, ['version'], { env, timeoutMs });
  if (ran.timedOut) throw new CliError(`${command} version: no answer within ${timeoutMs / 1000} s`, howToGetTerraform);
  if (ran.code === 'ENOENT') return undefined;
  const binary = readVersion(command, ran.stdout);
  if (binary) return binary;
  const output = [ran.shortMessage, ran.stderr].filter(Boolean).join('\n') || ran.stdout;
  throw new CliError(
    `${command} version: expected Terraform or OpenTofu, found: ${printable(output)}`,
    howToGetTerraform,
  );
}

/** The beginning of a program's output, without terminal control characters. */
function printable(output: string): string {
  return output.slice(0, 500).replace(/[^\P{C}\n]/gu, '�');
}

/** Reads what `terraform version` and `tofu version` print. */
export function readVersion(command: string, printed: string): Binary | undefined {
  const [, product, version] = /^(Terraform|OpenTofu) v(\S+)/m.exec(printed) ?? [];
  const [, platform] = /^on (\S+)/m.exec(printed) ?? [];
  if (!product || !version || !platform) return undefined;
  const registry = product === 'OpenTofu' ? 'registry.opentofu.org' : 'registry.terraform.io';
  return { product: product as Binary['product'], command, version, platform, registry };
}

/** The platform of this process, as Terraform names it: `linux_amd64`. */
export function thisPlatform(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = { x64: 'amd64', ia32: '386' }[process.arch as string] ?? process.arch;
  return `${os}_${arch}`;
}

export function isTooOld({ product, version }: Binary): boolean {
  return compareVersions(version, oldest[product]) < 0;
}

/** Orders versions: negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** @throws CliError when it is too old. */
export function assertNewEnough(binary: Binary): void {
  if (!isTooOld(binary)) return;
  const { product, version, command } = binary;
  throw new CliError(
    `${command}: expected ${product} ${oldest[product]} or newer, found ${version}`,
    howToGetTerraform,
  );
}
