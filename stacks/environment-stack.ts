import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  DataTerraformRemoteStateS3,
  S3Backend,
  TerraformOutput,
  TerraformStack,
  Token,
  type S3BackendConfig,
} from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { isOfStack } from '../modules/quotas';
import { isWrittenUnprepared } from './lean-synthesis';
import { outputName, mapLeaves } from './outputs';
import { tagStack } from './stack-tag';

/**
 * One state boundary of an environment: `<env>-<name>`. It brings the backend, the provider with its account guard and
 * default tags, and the way in which values cross from one stack to the next:
 *
 * ```ts
 * this.publish({ network });                       // below: one named output for each value
 * const { network } = this.read(below.network);    // above: the same object, read from that stack's state
 * ```
 */
export abstract class EnvironmentStack<Published extends object = object> extends TerraformStack {
  private published?: Published;
  private readonly state: S3BackendConfig;

  constructor(
    scope: Construct,
    protected readonly environment: Environment,
    private readonly name: string,
  ) {
    super(scope, `${environment.name}-${name}`);
    const { account, region, state } = environment;
    this.state = {
      bucket: state.bucket,
      key: `${name}.tfstate`,
      region,
      encrypt: true,
      kmsKeyId: `arn:aws:kms:${region}:${account}:alias/${stateKeyAlias(environment)}`,
      allowedAccountIds: [account],
    };
    new S3Backend(this, this.state);
    // cdktf 0.21 has no prop for it.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    this.requires('1.10.2');
    new AwsProvider(this, 'aws', this.providerConfig(region));
    tagStack(this, name);
  }

  /**
   * The oldest Terraform or OpenTofu. 1.10 keeps a lock beside the state; OpenTofu 1.10.0 and 1.10.1 write it without the header that the bucket demands
   * (opentofu/opentofu#2970, fixed in 1.10.2).
   */
  protected requires(version: '1.10.2' | '1.11'): void {
    this.addOverride('terraform.required_version', `>= ${version}`);
  }

  /** The provider of another region, under the same guard and tags: one, however often it is asked for. */
  protected providerIn(region: string): AwsProvider {
    const id = `aws-${region}`;
    const made = this.node.tryFindChild(id) as AwsProvider | undefined;
    return made ?? new AwsProvider(this, id, { ...this.providerConfig(region), alias: region.replaceAll('-', '_') });
  }

  /**
   * Makes values available to the stacks above, once. Each string becomes an output whose name is the path to it, so a
   * construct that is renamed or moved renames no output.
   *
   * @param sensitive what Terraform shows to nobody, though it is in the state.
   */
  protected publish(outputs: Published, sensitive: readonly (keyof Published)[] = []): void {
    this.published = outputs;
    mapLeaves(outputs, (value, path) => {
      // What is known now, such as a header's name, is in the code.
      const isSensitive = Token.isUnresolved(value) && sensitive.some((name) => name === path[0]);
      new TerraformOutput(this, outputName(path), { value, staticId: true, ...(isSensitive && { sensitive: true }) });
    });
  }

  /** What `below` published, as this stack sees it. A value known now is that value; any other is read from its state. */
  protected read<Below extends object>(below: EnvironmentStack<Below>): Below {
    if (!below.published) throw new Error(`${below.node.path} is read by ${this.node.path} and has published nothing`);
    this.addDependency(below);
    const state = new DataTerraformRemoteStateS3(this, below.name, below.state);
    return mapLeaves(below.published, (value, path) => {
      if (!Token.isUnresolved(value)) return value;
      const read = state.getString(outputName(path));
      isOfStack(this, read, below, value);
      return read;
    });
  }

  /** A pass that only finds references to other stacks, which are refused below. */
  override prepareStack(): void {
    if (!isWrittenUnprepared(this)) super.prepareStack();
  }

  /** Refuses cdktf's automatic references between stacks: their output names derive from construct paths. */
  override registerOutgoingCrossStackReference(identifier: string): never {
    throw new Error(
      `${this.node.path}: ${identifier} is used by another stack; expected it in publish() here and read() there`,
    );
  }

  /** What every resource is tagged with; for the few that default tags do not reach, such as what a group launches. */
  protected get tags(): Record<string, string> {
    return { ...this.environmentTags, stack: this.name };
  }

  private get environmentTags(): Record<string, string> {
    const { name, tags } = this.environment;
    return { environment: name, owner: tags.owner, 'cost-centre': tags.costCentre, repository: tags.repository };
  }

  /** Says nothing of the stack: providers that are configured alike are one process of a plan. */
  private providerConfig(region: string) {
    return { region, allowedAccountIds: [this.environment.account], defaultTags: [{ tags: this.environmentTags }] };
  }
}

/** The alias (without `alias/`) of the key that encrypts an environment's state. An alias, since the backend is written before the key exists. */
export function stateKeyAlias(environment: Environment): string {
  return `terrace/${environment.name}/state`;
}

/** The alias (without `alias/`) of the key that encrypts an environment's record, likewise: whom it bounds is decided before it exists. */
export function recordKeyAlias(environment: Environment): string {
  return `terrace/${environment.name}/audit`;
}
