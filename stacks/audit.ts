import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import type { BucketRef } from '../modules/bucket';
import { inRegion } from '../modules/in-region';
import { Key } from '../modules/kms';
import { LogArchive } from '../modules/log-archive';
import { Topic, type TopicRef } from '../modules/notifications';
import type { OptOut } from '../modules/opt-out';
import { Trail, type TrailDataEvents } from '../modules/trail';
import type { AccountStack } from './account';
import { EnvironmentStack, recordKeyAlias } from './environment-stack';
import { found } from './map-values';
import { otherRegionsOf } from './regions-in-use';
import { watch, type WatchProps } from './watch';

export interface AuditOutputs {
  /** What takes the access logs of the bucket that takes those of all others. */
  readonly accessLogs: BucketRef;
}

/** The record of what is done in the account, and what watches it: an administrator's, so that nobody whom it records can change it. */
export class AuditStack extends EnvironmentStack<AuditOutputs> {
  constructor(scope: Construct, environment: Environment, below: { account: AccountStack }) {
    super(scope, environment, 'audit');
    const { name, account, region, audit } = environment;

    const key = this.key();
    const archive = this.archive(key);
    this.logState(archive);
    // Not who is on call: findings and changes are looked into, and wake nobody.
    const security = new Topic(this, 'security', {
      ...{ name: `${name}-security`, account, region, subscribers: audit.findings.subscribers },
      publishers: ['cloudwatch.amazonaws.com'],
    });
    this.trail(archive, security);
    watch(this, environment, {
      ...{ archive, key, security, alarms: this.read(below.account).alarms },
      elsewhere: this.elsewhere(),
    });

    const { bucketArn } = archive.accessLogs;
    this.publish({ accessLogs: { bucketName: audit.archive.unlockedBucket, bucketArn } });
  }

  private key(): Key {
    const { name, account, region } = this.environment;
    return new Key(this, 'key', {
      ...{ purpose: `Record of ${name}`, alias: recordKeyAlias(this.environment), account, region },
      keepsReadable: 'log archive',
      ...this.deletionProtection,
    });
  }

  private archive(key: Key): LogArchive {
    const { account, region, audit } = this.environment;
    const { bucket, unlockedBucket, retentionDays, glacierAfterDays, lock } = audit.archive;
    return new LogArchive(this, 'archive', {
      ...{ bucket, unlockedBucket, account, region, key, retentionDays },
      ...(glacierAfterDays !== 'never' && { glacierDays: glacierAfterDays }),
      ...('days' in lock && { lockDays: lock.days }),
      optOuts: { ...('off' in lock && { lock }), ...this.deletionProtection.optOuts },
    });
  }

  private trail(archive: LogArchive, topic: TopicRef): void {
    const { name, account, region, logRetentionDays, audit } = this.environment;
    if (audit.trail === 'organization') return;
    const { objects, functions } = audit.dataEvents;
    new Trail(this, 'trail', {
      ...{ name: `${name}-trail`, account, region, archive, logRetentionDays, topic },
      dataEvents: {
        objects: this.objects(objects),
        ...(functions === 'all' && { functions }),
      },
    });
  }

  private elsewhere(): WatchProps['elsewhere'] {
    return otherRegionsOf(this.environment).map((region) => {
      const scope = new Construct(this, region);
      inRegion(scope, this.providerIn(region));
      return { region, scope };
    });
  }

  /** One decision for all that keeps something. */
  private get deletionProtection(): { readonly optOuts?: { readonly deletionProtection: OptOut } } {
    const { deletionProtection } = this.environment.audit.archive;
    return deletionProtection === 'on' ? {} : { optOuts: { deletionProtection } };
  }

  private objects(decided: Environment['audit']['dataEvents']['objects']): TrailDataEvents['objects'] {
    const { buckets, accessLogs, audit } = this.environment;
    if (decided === 'all') return { notInBuckets: [audit.archive.unlockedBucket, accessLogs.bucket] };
    if ('off' in decided) return decided;
    return { inBuckets: decided.map((name) => found(buckets, name, 'buckets').bucket) };
  }

  /** Here and not in the stack of the state, which is there before anything else is. */
  private logState({ accessLogs, unlocked }: LogArchive): void {
    const { bucket } = this.environment.state;
    new S3BucketLoggingA(this, 'state-access-logs', {
      bucket,
      targetBucket: accessLogs.bucketName,
      targetPrefix: `${bucket}/`,
      // S3 refuses a target that does not let it write.
      dependsOn: [unlocked.nodes.policy],
    });
  }
}
