import { CliError } from '../errors';
import type { Variables } from '../io';
import { installedProvider, type Initialized } from '../terraform/init';
import { ProviderServer, type RewritePlanned } from '../terraform/provider-server';
import { fewerGarbageCollections, type RunResult, type Terraform } from '../terraform/terraform';

/** Runs Terraform with the AWS provider served where it can be (ADR 0018), and else with processes of Terraform's own. */
export class ServedProvider {
  private constructor(
    private readonly terraform: Terraform,
    private readonly name: string,
    private readonly server: ProviderServer | undefined,
  ) {}

  /**
   * @param env the provider's environment, with no way to AWS: a process that is configured again with `AWS_CA_BUNDLE` is refused by the AWS SDK.
   * @param rewritePlanned for `runRewritten`
   */
  static async of(
    terraform: Terraform,
    initialized: Initialized,
    env: Variables,
    rewritePlanned?: RewritePlanned,
  ): Promise<ServedProvider> {
    const { registry, platform } = terraform.binary;
    const name = `${registry}/hashicorp/aws`;
    const program = installedProvider(initialized, name, platform);
    // What a provider logs comes with what Terraform logs; and who serves one already keeps it.
    const isTheirs = Boolean(env.TF_LOG || env.TF_LOG_PROVIDER || env.TF_REATTACH_PROVIDERS);
    const start = (program: string) =>
      ProviderServer.of(program, { ...fewerGarbageCollections, ...env }, rewritePlanned);
    const isServed = program && (rewritePlanned || !isTheirs);
    const server = isServed ? await start(program).catch(() => undefined) : undefined;
    return new ServedProvider(terraform, name, server);
  }

  /** As `terraform.run`; once more without the server if a served provider did not answer. */
  async run(args: readonly string[], options: Parameters<Terraform['run']>[1]): Promise<RunResult> {
    const { server } = this;
    if (!server || server.isBroken) return this.terraform.run(args, options);
    const env = { ...options.env, ...server.variables(this.name) };
    const ran = await this.terraform.run(args, { ...options, env });
    return ran.exitCode !== 0 && server.isBroken ? this.terraform.run(args, options) : ran;
  }

  /** As `run`, with what the provider plans rewritten. @throws CliError where it cannot be served: nothing else takes its place */
  async runRewritten(args: readonly string[], options: Parameters<Terraform['run']>[1]): Promise<RunResult> {
    const { server } = this;
    if (server) {
      const env = { ...options.env, ...server.variables(this.name, true) };
      const ran = await this.terraform.run(args, { ...options, env });
      if (!server.isBroken) return ran;
    }
    throw notServed();
  }

  /** What the provider answers to `GetSchema`. @throws CliError where it cannot be served */
  async schema(): Promise<Buffer> {
    if (!this.server) throw notServed();
    return this.server.readSchema();
  }

  async end(): Promise<void> {
    await this.server?.close();
  }
}

function notServed(): CliError {
  return new CliError('the AWS provider could not be served to Terraform', 'A comparison needs that: see ADR 0025.');
}
