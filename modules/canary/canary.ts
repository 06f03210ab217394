import { createHash } from 'node:crypto';
import { SyntheticsCanary } from '@cdktf/provider-aws/lib/synthetics-canary';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { AlarmRef } from '../alarm';
import type { RoleRef } from '../iam/role-ref';
import { openToServices } from '../kms/open-key';
import { LogGroup } from '../log-group/log-group';
import { assertProp, checkProps } from '../props';
import { ZipFile, zipped } from '../zip-file';
import { CanaryAlarms } from './canary-alarms';
import { canaryProps, type CanaryProps } from './canary-props';
import { CanaryRole } from './canary-role';
import { heartbeat } from './heartbeat';
import { runtimeVersion } from './runtime-version';

/** CloudWatch Synthetics API reference, CanaryCodeInput, ZipFile: smaller than 225 KB. */
const mostBytes = 225_000;

/**
 * A canary of CloudWatch Synthetics, which asks what is public from outside of every network, as its users do: with its script, its role, its encrypted log, and with
 * alarms for when it fails, does not run, or is slow.
 *
 * ```ts
 * new Canary(this, 'canary', { name: 'prod-shop', url: 'https://shop.example.com/', script: 'heartbeat', runs: { everyMinutes: 5, timeoutSeconds: 30 }, … });
 * ```
 *
 * AWS makes a Lambda function of it, which goes with the canary. Its artifacts are the bucket's.
 */
export class Canary extends Construct {
  static readonly props = canaryProps;
  readonly canaryName: string;
  /** In ALARM while the canary fails, or does not run. */
  readonly failing: AlarmRef;
  /** What its runs have: what its script may use besides is granted to it. */
  readonly role: RoleRef;
  readonly nodes: { readonly canary: SyntheticsCanary; readonly logGroup: LogGroup };

  /** @throws PropsError for anything that Synthetics would refuse, and for an alarm that no run can set off. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CanaryProps,
  ) {
    super(scope, id);
    checkProps(this, canaryProps, props);
    const { name, key, runs, monitoring } = props;
    const { timeoutSeconds } = runs;
    const most = runs.everyMinutes * 60;
    const untilNext = `${most} seconds at most, the time until the next run`;
    assertProp(this, 'runs.timeoutSeconds', timeoutSeconds <= most, untilNext, timeoutSeconds);
    const { durationMs, logRetentionDays } = monitoring;
    const inTime = durationMs === undefined || durationMs < timeoutSeconds * 1000;
    const expected = `less than ${timeoutSeconds * 1000} milliseconds, the timeout`;
    assertProp(this, 'monitoring.durationMs', inTime, expected, durationMs);

    openToServices(key, 's3');
    const { role, policies } = new CanaryRole(this, 'execution', props);
    const canary = this.addCanary(role, policies);
    const logGroup = new LogGroup(this, 'logs', {
      name: `/aws/lambda/${Fn.element(Fn.split(':', canary.engineArn), 6)}`,
      ...{ retentionDays: logRetentionDays, key },
    });
    this.failing = new CanaryAlarms(this, 'alarms', props).failing;
    this.canaryName = name;
    this.role = role;
    this.nodes = { canary, logGroup };
  }

  private addCanary(role: RoleRef, policies: CanaryRole['policies']): SyntheticsCanary {
    const { name, url, runs, artifacts, key, monitoring } = this.props;
    const { runRetentionDays = 31 } = monitoring;
    return new SyntheticsCanary(this, 'canary', {
      ...{ name, runtimeVersion, executionRoleArn: role.roleArn, tags: { Name: name } },
      ...{ handler: 'index.handler', zipFile: this.zipFile().path, startCanary: true, deleteLambda: true },
      schedule: { expression: runs.everyMinutes === 60 ? 'rate(1 hour)' : rate(runs.everyMinutes) },
      runConfig: {
        ...{ timeoutInSeconds: runs.timeoutSeconds, memoryInMb: 960, activeTracing: true },
        environmentVariables: { CANARY_URL: url },
      },
      artifactS3Location: `s3://${artifacts.bucketName}/${name}`,
      artifactConfig: { s3Encryption: { encryptionMode: 'SSE_KMS', kmsKeyArn: key.keyArn } },
      ...{ successRetentionPeriod: runRetentionDays, failureRetentionPeriod: runRetentionDays },
      dependsOn: [...policies],
    });
  }

  /** Where Synthetics looks for a script of Node.js (CloudWatch Synthetics API reference, CanaryCodeInput). The provider sees another file by its name alone. */
  private zipFile(): ZipFile {
    const { name, script } = this.props;
    const source = script === 'heartbeat' ? heartbeat : script.source;
    const contents = new TextEncoder().encode(source);
    const bytes = zipped([{ name: 'nodejs/node_modules/index.js', contents, isExecutable: false }]);
    const isSmall = bytes.length < mostBytes;
    assertProp(this, 'script.source', isSmall, `a script that is smaller than ${mostBytes} bytes zipped`, bytes.length);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    return new ZipFile(this, 'script', { path: `assets/canary-${name}-${digest}.zip`, bytes });
  }
}

function rate(minutes: number): string {
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}
