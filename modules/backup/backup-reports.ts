import { BackupFramework, type BackupFrameworkControl } from '@cdktf/provider-aws/lib/backup-framework';
import { BackupReportPlan } from '@cdktf/provider-aws/lib/backup-report-plan';
import { Construct } from 'constructs';
import { Bucket } from '../bucket/bucket';
import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { checkProps, matching, wholeNumber, type Description } from '../props';

export interface BackupReportsProps {
  /** What the framework and the reports are called by: letters, digits and _, a letter first. */
  readonly name: string;
  /** The least days that recovery points have to be kept. */
  readonly minRetentionDays: number;
  /** Where reports are written each day, below `backup/`. A `Bucket` is opened to AWS Backup; one that is only referred to must admit it. */
  readonly bucket: BucketRef;
}

const backupReportsProps: Description<BackupReportsProps> = {
  name: matching(/^[A-Za-z]\w{0,199}$/, 'a name of letters, digits and _, a letter first', {
    structure: true,
    source: 'AWS Backup API reference, CreateFramework, FrameworkName',
  }),
  minRetentionDays: wholeNumber('days', 1, 36_500, { structure: true }),
  bucket: bucketRef,
};

/**
 * Evidence for an auditor: a framework that checks each day that stores are in a plan, recovery points are encrypted, kept long enough and not deleted by hand, and daily
 * reports of the controls and of every backup, copy and restore job. The framework judges what AWS Config records: record the region first.
 */
export class BackupReports extends Construct {
  static readonly props = backupReportsProps;
  readonly nodes: {
    readonly framework: BackupFramework;
    readonly reports: Readonly<Record<string, BackupReportPlan>>;
  };

  /** @throws PropsError for a name that AWS Backup refuses. */
  constructor(scope: Construct, id: string, props: BackupReportsProps) {
    super(scope, id);
    checkProps(this, backupReportsProps, props);
    const { name, minRetentionDays, bucket } = props;
    const framework = new BackupFramework(this, 'framework', {
      ...{ name, description: 'Stores are backed up, and backups are kept' },
      control: controls(minRetentionDays),
    });
    const isOurs = bucket instanceof Bucket;
    if (isOurs) bucket.allowBackupReports();
    const reports = Object.entries(templates).map(([id, { reportTemplate, ofFramework }]) => {
      const report = new BackupReportPlan(this, id, {
        ...{ name: `${name}_${id}`, description: `Each day: ${id}` },
        reportDeliveryChannel: { s3BucketName: bucket.bucketName, s3KeyPrefix: 'backup', formats: ['CSV', 'JSON'] },
        reportSetting: {
          reportTemplate,
          ...(ofFramework && { frameworkArns: [framework.arn], numberOfFrameworks: 1 }),
        },
        // AWS Backup refuses a bucket that does not let it write.
        ...(isOurs && { dependsOn: [bucket.nodes.policy] }),
      });
      return [id, report] as const;
    });
    this.nodes = { framework, reports: Object.fromEntries(reports) };
  }
}

const templates = {
  controls: { reportTemplate: 'CONTROL_COMPLIANCE_REPORT', ofFramework: true },
  backups: { reportTemplate: 'BACKUP_JOB_REPORT', ofFramework: false },
  copies: { reportTemplate: 'COPY_JOB_REPORT', ofFramework: false },
  restores: { reportTemplate: 'RESTORE_JOB_REPORT', ofFramework: false },
} as const;

/** AWS Backup developer guide, AWS Backup Audit Manager controls and remediation. */
function controls(minRetentionDays: number): BackupFrameworkControl[] {
  return [
    { name: 'BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN' },
    { name: 'BACKUP_RECOVERY_POINT_ENCRYPTED' },
    { name: 'BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED' },
    {
      name: 'BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK',
      inputParameter: [{ name: 'requiredRetentionDays', value: String(minRetentionDays) }],
    },
  ];
}
