import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import type { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { LambdaFunction, type LambdaFunctionConfig } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import type { Construct } from 'constructs';
import type { Bucket } from '../bucket/bucket';
import type { ImportedBucket } from '../bucket/imported-bucket';
import type { MountableFileSystem, MountProps } from '../file-system/mount-props';
import type { RoleRef } from '../iam/role-ref';
import { openToServices } from '../kms/open-key';
import { LogGroup } from '../log-group/log-group';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import type { ConsumedQueueRef, DeadLetterQueueRef } from '../queue/queue-ref';
import { onObjects, type ObjectNotifications } from './bucket-source';
import { codeArchive } from './code-archive';
import { ExecutionRole } from './execution-role';
import { FunctionAlarms } from './function-alarms';
import { functionProps, type FunctionProps } from './function-props';
import { liveAlias, type FunctionRef } from './function-ref';
import { ImportedFunction } from './imported-function';
import { InvokedFunction } from './invoking';
import { mountIn } from './mount';
import { consume, type QueueConsumption } from './queue-source';
import { runtimes } from './runtimes';

/**
 * A Lambda function with its alias `live`, by which everything invokes it: its logs in JSON, encrypted and retained, traced by X-Ray, its environment encrypted,
 * what fails all attempts kept in a queue, and with alarms.
 *
 * ```ts
 * const thumbnails = new Function(this, 'thumbnails', { name: 'prod-thumbnails', code: { folder: 'build/thumbnails' }, … });
 * thumbnails.onObjects(uploads, { prefix: 'incoming/' });
 * uploads.grantRead('Thumbnails', thumbnails.role, 'incoming/');
 * ```
 *
 * The code of a folder is live after each apply. That of an object is the pipeline's: it updates the code, publishes a version and moves the alias.
 */
export class Function extends InvokedFunction {
  static readonly props = functionProps;
  readonly functionName: string;
  readonly aliasArn: string;
  /** What the function runs as: what it may use is granted to it. */
  readonly role: RoleRef;
  readonly nodes: {
    readonly function: LambdaFunction;
    readonly alias: LambdaAlias;
    readonly logGroup: LogGroup;
    readonly failures: LambdaFunctionEventInvokeConfig;
  };

  /** @throws PropsError for anything that Lambda would refuse, and for a runtime that is not supported on the day that is asked for. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FunctionProps,
  ) {
    super(scope, id);
    this.check();
    const { name, account, region, key, failures, monitoring, limits } = props;
    openToServices(key, 'lambda');
    const logGroup = new LogGroup(this, 'logs', {
      ...{ name: `/aws/lambda/${name}`, retentionDays: monitoring.logRetentionDays, key },
    });
    const execution = new ExecutionRole(this, 'execution', {
      ...{ name, account, region, logGroupArn: logGroup.logGroupArn, failureQueueArn: failures.queue.queueArn },
      isInVpc: props.network !== undefined,
    });
    const made = this.addFunction(logGroup, execution);
    const alias = this.addAlias(made);
    const invokeConfig = new LambdaFunctionEventInvokeConfig(this, 'failures', {
      ...{ functionName: made.functionName, qualifier: alias.name },
      maximumRetryAttempts: failures.maximumRetryAttempts ?? 2,
      maximumEventAgeInSeconds: failures.maximumEventAgeSeconds ?? 21_600,
      destinationConfig: { onFailure: { destination: failures.queue.queueArn } },
      dependsOn: [...execution.policies],
    });
    this.functionName = name;
    this.aliasArn = alias.arn;
    this.role = execution.role;
    this.nodes = { function: made, alias, logGroup, failures: invokeConfig };
    const { timeoutSeconds } = limits;
    new FunctionAlarms(this, 'alarms', { name, timeoutSeconds, thresholds: monitoring });
  }

  /** A function of another stack, by a name that is known at synthesis: the grants and permissions that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: FunctionRef): ImportedFunction {
    return new ImportedFunction(scope, id, ref);
  }

  /**
   * Invokes the function with messages of a queue. What it does not report as failed is deleted; what failed is received again, until the queue moves it to its
   * dead-letter queue.
   *
   * @throws PropsError for a queue that hides a message for less than six times the function's timeout, and for batches that Lambda refuses.
   */
  consume(queue: ConsumedQueueRef, consumption: QueueConsumption): LambdaEventSourceMapping {
    const { name, limits } = this.props;
    const { timeoutSeconds, reservedConcurrency } = limits;
    const reserved = typeof reservedConcurrency === 'number' ? reservedConcurrency : undefined;
    const { aliasArn, role } = this;
    const consumer = { name, aliasArn, role, timeoutSeconds, reservedConcurrency: reserved };
    return consume(this, consumer, queue, consumption);
  }

  /**
   * Invokes the function for objects of a bucket. S3 has one configuration of notifications for a bucket: those of a bucket belong to one stack.
   *
   * @throws PropsError for a bucket of another stack, and for objects that another notification is about.
   */
  onObjects(bucket: Bucket | ImportedBucket, notifications: ObjectNotifications): void {
    onObjects(this, this.props.account, bucket, notifications);
  }

  /**
   * Mounts a file system, over TLS and as its role: one, and only where the function is in a VPC. Its security group has to reach the file system.
   *
   * @throws PropsError for a function outside of VPCs, a second file system, and an access point that is not there.
   */
  mount(fileSystem: MountableFileSystem, mount: MountProps): void {
    const { props, role, nodes } = this;
    mountIn(this, { ...props, role, function: nodes.function }, fileSystem, mount);
  }

  /** What a stack above imports it by. */
  get ref(): FunctionRef {
    return { functionName: this.functionName, aliasArn: this.aliasArn };
  }

  protected get invoked() {
    const { function: made, alias } = this.nodes;
    return { functionName: made.functionName, qualifier: alias.name };
  }

  private check(): void {
    checkProps(this, functionProps, this.props);
    const { runtime, failures, network } = this.props;
    const until = runtimes[runtime.name];
    const expected = `a runtime that is supported on ${runtime.supportedOn}; this one is until ${until}`;
    assertProp(this, 'runtime.name', runtime.supportedOn <= until, expected, runtime.name);
    // The ARN of one of this stack is known after apply, its name at synthesis.
    const { queueArn, queueName = queueArn }: DeadLetterQueueRef & { readonly queueName?: string } = failures.queue;
    assertProp(this, 'failures.queue', !queueName.endsWith('.fifo'), 'a standard queue', queueName);
    const bytes = Buffer.byteLength(JSON.stringify(runtime.environment ?? {}));
    assertProp(this, 'runtime.environment', bytes <= 4096, 'environment variables of 4096 bytes in all', bytes);
    if (!network) return;
    const zones = Object.keys(network.network.subnetIds.private);
    assertProp(this, 'network', zones.length > 1, 'a network with private subnets in two zones', zones);
  }

  private addFunction(logGroup: LogGroup, { role, policies }: ExecutionRole): LambdaFunction {
    const { name, key, runtime, limits, monitoring, network } = this.props;
    const { reservedConcurrency } = limits;
    const made = new LambdaFunction(this, 'function', {
      ...{ functionName: name, role: role.roleArn, kmsKeyArn: key.keyArn, publish: true, tags: { Name: name } },
      ...{ runtime: runtime.name, handler: runtime.handler, architectures: [runtime.architecture ?? 'arm64'] },
      ...{ timeout: limits.timeoutSeconds, memorySize: limits.memoryMb ?? 512 },
      ephemeralStorage: { size: limits.ephemeralStorageMb ?? 512 },
      ...(typeof reservedConcurrency === 'number' && { reservedConcurrentExecutions: reservedConcurrency }),
      ...(Object.keys(runtime.environment ?? {}).length > 0 && { environment: { variables: runtime.environment } }),
      loggingConfig: {
        ...{ logFormat: 'JSON', logGroup: logGroup.logGroupName },
        ...{ applicationLogLevel: monitoring.logLevel ?? 'INFO', systemLogLevel: 'INFO' },
      },
      tracingConfig: { mode: 'Active' },
      ...(network && {
        vpcConfig: {
          subnetIds: Object.values(network.network.subnetIds.private),
          securityGroupIds: [network.securityGroup.securityGroupId],
        },
      }),
      ...this.code(),
      dependsOn: [...policies],
    });
    if (typeof reservedConcurrency !== 'number') isOn(made, 'reserved_concurrency', reservedConcurrency);
    return made;
  }

  private code(): Partial<LambdaFunctionConfig> {
    const { name, code } = this.props;
    if ('folder' in code) {
      const archive = codeArchive(this, 'code', { name, folder: code.folder });
      return { filename: archive.path, sourceCodeHash: archive.hash };
    }
    const { bucket, key, version } = code.object;
    return {
      ...{ s3Bucket: bucket.bucketName, s3Key: key, s3ObjectVersion: version },
      lifecycle: { ignoreChanges: ['s3_bucket', 's3_key', 's3_object_version', 'source_code_hash'] },
    };
  }

  private addAlias(made: LambdaFunction): LambdaAlias {
    const isPipelines = 'object' in this.props.code;
    return new LambdaAlias(this, 'alias', {
      ...{ name: liveAlias, functionName: made.functionName, functionVersion: made.version },
      description: 'What everything invokes',
      ...(isPipelines && { lifecycle: { ignoreChanges: ['function_version', 'routing_config'] } }),
    });
  }
}
