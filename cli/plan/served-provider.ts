import type { Io } from '../io';
import { installedProvider, type Initialized } from '../terraform/init';
import { ProviderServer } from '../terraform/provider-server';
import { fewerGarbageCollections, offline, unreachable, type RunResult, type Terraform } from '../terraform/terraform';

/** Runs Terraform with the AWS provider served where it can be (ADR 0018), and else with processes of Terraform's own. */
export class ServedProvider {
  private constructor(
    private readonly terraform: Terraform,
    private readonly name: string,
    private readonly server: ProviderServer | undefined,
  ) {}

  static async of(terraform: Terraform, initialized: Initialized, io: Io): Promise<ServedProvider> {
    const { registry, platform } = terraform.binary;
    const name = `${registry}/hashicorp/aws`;
    const program = installedProvider(initialized, name, platform);
    // What a provider logs comes with what Terraform logs.
    const isLogged = Boolean(io.env.TF_LOG || io.env.TF_LOG_PROVIDER);
    const env = { ...fewerGarbageCollections, ...offline(io.env), ...unreachable };
    const server = program && !isLogged ? await ProviderServer.of(program, env).catch(() => undefined) : undefined;
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

  async end(): Promise<void> {
    await this.server?.close();
  }
}
