import { BackupPlan as AwsBackupPlan, type BackupPlanRule } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { Construct } from 'constructs';
import { assertProp, checkProps } from '../props';
import { leastColdDays } from './cold-storage';
import { backupPlanProps, type BackupPlanProps, type BackupRuleProps, type CopyProps } from './plan-props';
import { storesOf } from './stores';
import { backupTagKey } from './tag';

/** How far back a continuous backup goes at most. Source: AWS Backup developer guide, Continuous backups and point-in-time recovery. */
const mostContinuousDays = 35;

/**
 * A backup plan, and the selection of what it backs up: every store of its account and region that has the tag `backup` with the plan's value.
 *
 * The selection names the kinds of stores too, not the tag alone: AWS Backup takes those then whether or not their service is opted in in the region (AWS Backup API
 * reference, UpdateRegionSettings), so that nobody stops backups by a setting.
 */
export class BackupPlan extends Construct {
  static readonly props = backupPlanProps;
  readonly planArn: string;
  readonly nodes: { readonly plan: AwsBackupPlan; readonly selection: BackupSelection };

  /** @throws PropsError for a lifecycle that AWS Backup refuses, and a continuous backup that goes to cold storage or is kept too long. */
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    checkProps(this, backupPlanProps, props);
    const { name, account, region, tag, vault, role } = props;
    const plan = new AwsBackupPlan(this, 'plan', {
      name,
      rule: Object.entries(props.rules).map(([ruleName, rule]) => {
        this.assertLifecycle(`rules.${ruleName}`, rule);
        return ruleOf(ruleName, rule, vault.vaultName);
      }),
    });
    const selection = new BackupSelection(this, 'selection', {
      ...{ name: 'stores', planId: plan.id, iamRoleArn: role.roleArn },
      resources: storesOf({ account, region }),
      condition: [{ stringEquals: [{ key: `aws:ResourceTag/${backupTagKey}`, value: tag }] }],
    });
    this.planArn = plan.arn;
    this.nodes = { plan, selection };
  }

  private assertLifecycle(prop: string, { keepDays, coldAfterDays, continuous }: BackupRuleProps): void {
    if (continuous) {
      const expected = `${mostContinuousDays} or less, of a continuous backup`;
      assertProp(this, `${prop}.keepDays`, keepDays <= mostContinuousDays, expected, keepDays);
      const stays = coldAfterDays === undefined;
      assertProp(this, `${prop}.coldAfterDays`, stays, 'never, of a continuous backup', coldAfterDays);
    }
    if (coldAfterDays === undefined) return;
    const least = coldAfterDays + leastColdDays;
    const expected = `${least} or more, ${leastColdDays} days in cold storage`;
    assertProp(this, `${prop}.keepDays`, keepDays >= least, expected, keepDays);
  }
}

function ruleOf(ruleName: string, rule: BackupRuleProps, targetVaultName: string): BackupPlanRule {
  const { keepDays: deleteAfter, coldAfterDays: coldStorageAfter, continuous, copies = [] } = rule;
  return {
    ...{ ruleName, targetVaultName, schedule: scheduleOf(rule) },
    // Within an hour; a large store may take until the next day's.
    ...{ startWindow: 60, completionWindow: 1380 },
    lifecycle: { deleteAfter, ...(coldStorageAfter !== undefined && { coldStorageAfter }) },
    ...(continuous && { enableContinuousBackup: true }),
    ...(copies.length > 0 && { copyAction: copies.map(copyOf) }),
  };
}

function copyOf({ vault, keepDays: deleteAfter }: CopyProps) {
  return { destinationVaultArn: vault.vaultArn, lifecycle: { deleteAfter } };
}

/** EventBridge Scheduler user guide, cron expressions: minutes, hours, day of month, month, day of week, year. */
function scheduleOf({ at, dayOfMonth }: BackupRuleProps): string {
  const [hours, minutes] = at.split(':').map(Number);
  return dayOfMonth === undefined
    ? `cron(${minutes} ${hours} * * ? *)`
    : `cron(${minutes} ${hours} ${dayOfMonth} * ? *)`;
}
