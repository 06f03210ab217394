import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { Role } from '../iam/role';
import { Key } from '../kms/key';
import { LastApplied } from '../last-applied';
import type { TopicRef } from '../notifications/topic-ref';
import { isOn, type OptOut } from '../opt-out';
import type { DataVolumeProps } from './server-props';

export interface DataVolumeConfig {
  /** The server's name. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly data: DataVolumeProps;
  readonly topic: TopicRef;
  readonly deletionProtection: OptOut | undefined;
}

/** A volume that outlives the servers which have it: encrypted, with a snapshot every day, and an alarm when there was none. */
export class DataVolume extends Construct {
  readonly volumeId: string;
  readonly volumeArn: string;
  readonly nodes: { readonly volume: EbsVolume; readonly vault: BackupVault; readonly dataKey: Key };

  constructor(
    scope: Construct,
    id: string,
    private readonly config: DataVolumeConfig,
  ) {
    super(scope, id);
    const { name, data, account, region, deletionProtection } = config;
    const key = new Key(this, 'key', { purpose: `Data of ${name}`, alias: `${name}/data`, account, region });
    // Who attaches the volume, and AWS Backup for its snapshots, use the key through EC2.
    key.allowViaService('Ec2', 'ec2');
    key.allowViaService('Backup', 'backup');
    const volume = new EbsVolume(this, 'volume', {
      availabilityZone: data.zone,
      size: data.sizeGb,
      type: 'gp3',
      encrypted: true,
      kmsKeyId: key.keyArn,
      // If it is deleted after all.
      finalSnapshot: true,
      tags: { Name: `${name}-data` },
    });
    volume.lifecycle = {
      ...(isOn(volume, 'deletion_protection', deletionProtection) && { preventDestroy: true }),
      precondition: [this.staysInItsZone()],
    };
    const vault = this.addSnapshots(volume, key);
    this.nodes = { volume, vault, dataKey: key };
    this.volumeId = volume.id;
    this.volumeArn = volume.arn;
  }

  /** In another zone it would be another volume, without what is on this one. */
  private staysInItsZone(): { condition: string; errorMessage: string } {
    const { name, data } = this.config;
    const last = new LastApplied(this, 'zone', { value: data.zone, mayChange: false });
    const errorMessage = `Data of ${name}: a volume stays in its zone. Expected ${last.applied}, found ${data.zone}. To move it, make a volume from its snapshot in ${data.zone}, import that one in its place, and remove ${last.address} from the state.`;
    return { condition: last.isAsked, errorMessage };
  }

  /** By AWS Backup. A snapshot of a volume is encrypted with the volume's own key, whatever the vault's. */
  private addSnapshots(volume: EbsVolume, key: Key): BackupVault {
    const { name, data, topic, deletionProtection } = this.config;
    const vault = new BackupVault(this, 'vault', {
      ...{ name: `${name}-data`, kmsKeyArn: key.keyArn },
      // A vault that holds snapshots is not deleted.
      ...(deletionProtection && { forceDestroy: true }),
    });
    const plan = new BackupPlan(this, 'plan', {
      name: `${name}-data`,
      rule: [
        {
          ruleName: 'daily',
          targetVaultName: vault.name,
          // One a day, so as many days as snapshots.
          schedule: 'cron(0 2 * * ? *)',
          startWindow: 60,
          completionWindow: 360,
          lifecycle: { deleteAfter: data.keptSnapshots },
        },
      ],
    });
    const iamRoleArn = this.addBackupRole(volume, vault, key).roleArn;
    new BackupSelection(this, 'selection', { name: 'data', planId: plan.id, iamRoleArn, resources: [volume.arn] });
    new MetricAlarm(this, 'snapshot-failed', {
      name: `${name}-snapshot-failed`,
      description: `A daily snapshot of the data of ${name} failed. Look at the job in AWS Backup, vault ${name}-data: it says why.`,
      metric: {
        ...{ namespace: 'AWS/Backup', metricName: 'NumberOfBackupJobsFailed' },
        dimensions: { BackupVaultName: vault.name },
        ...{ statistic: 'Sum', periodSeconds: 3600 },
      },
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      topic,
    });
    return vault;
  }

  /**
   * What AWSBackupServiceRolePolicyForBackup allows for volumes, for this volume and its snapshots alone: that policy may delete snapshots of all databases of the
   * account, and make itself an administrator of its clusters.
   */
  private addBackupRole(volume: EbsVolume, vault: BackupVault, key: Key): Role {
    const { name, region } = this.config;
    const role = new Role(this, 'backup-role', {
      name: `${name}-data-backup`,
      description: `Makes the snapshots of the data of ${name}, and deletes old ones`,
      trust: {
        service: 'backup.amazonaws.com',
        sourceAccount: { off: true, reason: 'AWS documents none for a role of AWS Backup' },
      },
    });
    const snapshots = `arn:aws:ec2:${region}::snapshot/*`;
    const ofVolume = { ArnEquals: { 'ec2:ParentVolume': volume.arn } };
    const allow = { Effect: 'Allow' } as const;
    role.addPolicy('snapshots', [
      { ...allow, Sid: 'Makes', Action: 'ec2:CreateSnapshot', Resource: [volume.arn, snapshots] },
      { ...allow, Sid: 'Tags', Action: 'ec2:CreateTags', Resource: snapshots },
      { ...allow, Sid: 'Deletes', Action: 'ec2:DeleteSnapshot', Resource: snapshots, Condition: ofVolume },
      {
        // These know no resource (Service Authorization Reference, EC2 and tag).
        ...{ ...allow, Sid: 'Finds', Resource: '*' },
        Action: ['ec2:DescribeSnapshots', 'ec2:DescribeTags', 'ec2:DescribeVolumes', 'tag:GetResources'],
      },
      { ...allow, Sid: 'FindsVault', Action: 'backup:DescribeBackupVault', Resource: vault.arn },
      // To encrypt, it uses the key through EC2, as the key's policy allows.
      { ...allow, Sid: 'FindsKey', Action: 'kms:DescribeKey', Resource: key.keyArn },
    ]);
    return role;
  }
}
