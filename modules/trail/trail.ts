import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { Construct } from 'constructs';
import { Role } from '../iam';
import { LogArchive, logArchiveRef, type LogArchiveRef } from '../log-archive';
import { LogGroup } from '../log-group';
import { logRetention } from '../log-group/log-group';
import { isOn } from '../opt-out';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { accountId, checkProps, matching, optional, regionName, type Description } from '../props';
import { selectors, trailDataEvents, type TrailDataEvents } from './data-events';
import { TrailAlarms } from './trail-alarms';

export interface TrailProps {
  /** The trail's name, unique in its account and region. */
  readonly name: string;
  /** The account that is recorded: 12 digits. */
  readonly account: string;
  /** Where the trail lives; it records all regions. */
  readonly region: string;
  /** Where its files are kept. A `LogArchive` is opened to the trail; one that is only referred to must admit it, its key too. */
  readonly archive: LogArchiveRef;
  /** Days that CloudWatch Logs keeps the events, which the alarms are about; one of `logRetentionDays`. The files are kept as long as the archive says. */
  readonly logRetentionDays: number;
  /**
   * What it records besides management events.
   * @default none
   */
  readonly dataEvents?: TrailDataEvents;
  /** Told of each event that CIS monitors, and when the trail is silent. A `Topic` is opened to CloudWatch; one that is only referred to must admit it. */
  readonly topic: TopicRef;
}

const trailProps: Description<TrailProps> = {
  name: matching(
    /^(?=.{3,128}$)[A-Za-z0-9](?!.*[._-]{2})[\w.-]*[A-Za-z0-9]$/,
    '3 to 128 letters, digits and single ._-, a letter or digit at both ends',
    { structure: true, source: 'CloudTrail API reference, CreateTrail, Name' },
  ),
  account: accountId,
  region: regionName,
  archive: logArchiveRef,
  logRetentionDays: logRetention,
  dataEvents: optional(trailDataEvents, 'none'),
  topic: topicRef,
};

/**
 * A CloudTrail trail: all management events of all regions, encrypted, with digests that prove that no file was changed; to the archive, and to CloudWatch Logs, where
 * an alarm watches each event of the CIS AWS Foundations Benchmark (4.1 to 4.15).
 *
 * The first copy of management events is free of charge; data events, CloudWatch Logs and alarms are charged for.
 */
export class Trail extends Construct {
  static readonly props = trailProps;
  readonly trailArn: string;
  readonly logGroupName: string;
  readonly nodes: { readonly trail: Cloudtrail };

  /** @throws PropsError for props that CloudTrail refuses. */
  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    checkProps(this, trailProps, props);
    const { name, account, region, archive, dataEvents = {}, topic } = props;
    const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
    const admission = archive instanceof LogArchive ? archive.allowTrail(trailArn) : undefined;

    const logs = new LogGroup(this, 'logs', {
      name: `/aws/cloudtrail/${name}`,
      retentionDays: props.logRetentionDays,
      key: archive.key,
    });
    const role = new Role(this, 'role', {
      name: `${name}-logs`,
      description: `Writes the events of the trail ${name} to CloudWatch Logs`,
      path: '/audit/',
      trust: {
        service: 'cloudtrail.amazonaws.com',
        sourceAccount: {
          off: true,
          reason: 'CloudTrail is not documented to name one here (user guide, Role policy document for CloudTrail)',
        },
      },
    });
    const writes = role.addPolicy('writes-events', [
      {
        Sid: 'WritesEvents',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logs.logGroupArn}:log-stream:${account}_CloudTrail_${region}*`,
      },
    ]);

    const selected = selectors(dataEvents, archive.bucketName);
    const trail = new Cloudtrail(this, 'trail', {
      name,
      s3BucketName: archive.bucketName,
      kmsKeyId: archive.key.keyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${logs.logGroupArn}:*`,
      cloudWatchLogsRoleArn: role.roleArn,
      ...(selected.length > 0 && { advancedEventSelector: selected }),
      // CloudTrail tries all three when the trail is made, and refuses what would not deliver.
      dependsOn: [writes, ...(admission ? [admission] : [])],
    });
    if (dataEvents.objects && 'off' in dataEvents.objects) isOn(trail, 'object_events', dataEvents.objects);
    this.nodes = { trail };
    this.trailArn = trail.arn;
    this.logGroupName = logs.logGroupName;
    new TrailAlarms(this, 'alarms', { trail: name, logGroupName: logs.logGroupName, topic });
  }
}
