import { ConfigConfigurationAggregator } from '@cdktf/provider-aws/lib/config-configuration-aggregator';
import { ConfigConfigurationRecorder } from '@cdktf/provider-aws/lib/config-configuration-recorder';
import { ConfigConfigurationRecorderStatus } from '@cdktf/provider-aws/lib/config-configuration-recorder-status';
import { ConfigDeliveryChannel } from '@cdktf/provider-aws/lib/config-delivery-channel';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import { Construct } from 'constructs';
import { Bucket } from '../bucket';
import type { RoleRef } from '../iam/role-ref';
import { assertProp, checkProps } from '../props';
import { costlyTypes, recorderProps, type RecorderProps } from './recorder-props';

/** AWS calls them so in the console, and a region has one of each. */
const name = 'default';

/**
 * The recorder of AWS Config in one region: every type of resource, delivered to a bucket, and started. What Security Hub checks is what Config records, so each region in
 * use needs this once; for an account that has a recorder already, import it.
 *
 * It records with the service-linked role, which needs no permission to pass a role and grows with the types that Config supports. That role may not write to the bucket
 * under a key: Config does as itself, so bucket and key admit config.amazonaws.com (AWS Config developer guide, Permissions for the KMS key).
 */
export class Recorder extends Construct {
  static readonly props = recorderProps;
  /** The service-linked role, for the recorders of other regions. */
  readonly serviceLinkedRole: RoleRef;
  readonly nodes: {
    readonly recorder: ConfigConfigurationRecorder;
    readonly channel: ConfigDeliveryChannel;
    readonly status: ConfigConfigurationRecorderStatus;
    /** Where this recorder made it. */
    readonly role?: IamServiceLinkedRole;
    readonly aggregator?: ConfigConfigurationAggregator;
  };

  /** @throws PropsError for types that are recorded daily beside a daily recorder, and for regions that are read together without this one. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RecorderProps,
  ) {
    super(scope, id);
    checkProps(this, recorderProps, props);
    const { region, recordingFrequency, dailyTypes, aggregatedRegions } = props;
    const isContinuous = recordingFrequency === 'CONTINUOUS';
    assertProp(
      this,
      'dailyTypes',
      isContinuous || !dailyTypes,
      'nothing, since everything is recorded daily',
      dailyTypes,
    );
    const hasOwn = aggregatedRegions?.includes(region) ?? true;
    assertProp(this, 'aggregatedRegions', hasOwn, `regions with ${region}`, aggregatedRegions);

    const role = props.serviceLinkedRole ? undefined : this.makeRole();
    this.serviceLinkedRole = props.serviceLinkedRole ?? { roleName: `${role?.name}`, roleArn: `${role?.arn}` };
    const recorder = this.record();
    const channel = this.deliver(recorder);
    this.nodes = {
      ...{ recorder, channel, status: this.start(recorder, channel) },
      ...(role && { role }),
      ...(aggregatedRegions && { aggregator: this.aggregate(aggregatedRegions) }),
    };
  }

  private makeRole(): IamServiceLinkedRole {
    return new IamServiceLinkedRole(this, 'role', { awsServiceName: 'config.amazonaws.com' });
  }

  private record(): ConfigConfigurationRecorder {
    const { globalResourceTypes, recordingFrequency, dailyTypes = costlyTypes } = this.props;
    return new ConfigConfigurationRecorder(this, 'recorder', {
      ...{ name, roleArn: this.serviceLinkedRole.roleArn },
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: globalResourceTypes },
      recordingMode: {
        recordingFrequency,
        ...(recordingFrequency === 'CONTINUOUS' &&
          dailyTypes.length > 0 && {
            recordingModeOverride: {
              description: 'Types of which every task and instance has one',
              ...{ recordingFrequency: 'DAILY', resourceTypes: [...dailyTypes] },
            },
          }),
      },
    });
  }

  /** A channel needs a recorder, and a recorder is started with a channel alone. */
  private deliver(recorder: ConfigConfigurationRecorder): ConfigDeliveryChannel {
    const { bucket, key } = this.props.archive;
    return new ConfigDeliveryChannel(this, 'channel', {
      ...{ name, s3BucketName: bucket.bucketName, ...(key && { s3KmsKeyArn: key.keyArn }) },
      snapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
      // AWS Config refuses a bucket that does not admit it yet.
      dependsOn: [recorder, ...(bucket instanceof Bucket ? [bucket.nodes.policy] : [])],
    });
  }

  private start(
    recorder: ConfigConfigurationRecorder,
    channel: ConfigDeliveryChannel,
  ): ConfigConfigurationRecorderStatus {
    return new ConfigConfigurationRecorderStatus(this, 'status', {
      ...{ name: recorder.name, isEnabled: true, dependsOn: [channel] },
    });
  }

  private aggregate(regions: readonly string[]): ConfigConfigurationAggregator {
    return new ConfigConfigurationAggregator(this, 'aggregator', {
      name: 'account',
      accountAggregationSource: { accountIds: [this.props.account], regions: [...regions] },
    });
  }
}
