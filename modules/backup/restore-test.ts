import { BackupRestoreTestingPlan } from '@cdktf/provider-aws/lib/backup-restore-testing-plan';
import { BackupRestoreTestingSelection } from '@cdktf/provider-aws/lib/backup-restore-testing-selection';
import { Construct } from 'constructs';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, list, map, matching, object, oneOf, optional, text, type Description } from '../props';
import { timeOfDay } from '../server-group/schedules';
import { vaultRef, type VaultRef } from './vault-ref';

/** What AWS Backup calls the types of the stores that modules make. */
export type RestoredType = 'Aurora' | 'DynamoDB' | 'EBS' | 'EFS' | 'RDS';

export interface RestoreTestProps {
  /** The name of the test, unique in its account and region: letters, digits and _. Another one makes another test. */
  readonly name: string;
  /** The day of each week: `SUN`. */
  readonly day: 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';
  /** When, in UTC: `08:00`. */
  readonly at: string;
  /** Where the recovery points are: the latest of the last week is restored. */
  readonly vault: VaultRef;
  /** What restores them: a `RestoreRole`. */
  readonly role: RoleRef;
  /** What is restored, by name of letters, digits and _. */
  readonly selections: Readonly<Record<string, RestoreSelectionProps>>;
}

export interface RestoreSelectionProps {
  readonly type: RestoredType;
  /** The ARNs of the stores, or `all` that have a recovery point in the vault. */
  readonly stores: 'all' | readonly string[];
  /**
   * What a restore needs besides the recovery point, such as `dbSubnetGroupName`: without it AWS Backup takes the default network, which an account may not have.
   * @default none
   */
  readonly settings?: Readonly<Record<string, string>>;
}

const underscored = (most: number) =>
  matching(new RegExp(`^\\w{1,${most}}$`), `1 to ${most} letters, digits and _`, {
    structure: true,
    source: 'AWS Backup API reference, CreateRestoreTestingPlan',
  });

export const restoreTestProps: Description<RestoreTestProps> = {
  name: underscored(50),
  day: oneOf(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], { structure: true }),
  at: timeOfDay,
  vault: vaultRef,
  role: roleRef,
  selections: map(
    'selections',
    underscored(50),
    object<RestoreSelectionProps>({
      type: oneOf(['Aurora', 'DynamoDB', 'EBS', 'EFS', 'RDS'], {
        structure: true,
        source: 'AWS Backup API reference, RestoreTestingSelectionForCreate',
      }),
      stores: storesProp(),
      settings: optional(
        map(
          'settings',
          matching(/^[A-Za-z]{1,64}$/, 'a name of letters', { structure: true }),
          text('a value', (value) => value !== ''),
          {
            max: 30,
            source: 'AWS Backup developer guide, Restore testing inferred metadata',
          },
        ),
        'none',
      ),
    }),
    { min: 1, max: 30, source: 'AWS Backup API reference, RestoreTestingSelectionForCreate' },
  ),
};

/** 30 ARNs at most. */
function storesProp() {
  const arns = list(
    'ARNs of stores',
    text('an ARN', (value) => value.startsWith('arn:')),
    { min: 1, max: 30 },
  );
  const expected = `"all", or ${arns.expected}`;
  return {
    ...{ expected, known: 'structure' as const },
    problems: (found: unknown, prop: string) =>
      found === 'all' ? [] : arns.problems(found, prop).map((problem) => ({ ...problem, expected })),
  };
}

/**
 * Restores recovery points once a week, beside what runs, and removes what it restored: a backup that was never restored is none. What fails is told by `FailedJobs`.
 */
export class RestoreTest extends Construct {
  static readonly props = restoreTestProps;
  readonly nodes: {
    readonly plan: BackupRestoreTestingPlan;
    readonly selections: Readonly<Record<string, BackupRestoreTestingSelection>>;
  };

  /** @throws PropsError for a name, a time or a type that AWS Backup refuses. */
  constructor(scope: Construct, id: string, props: RestoreTestProps) {
    super(scope, id);
    checkProps(this, restoreTestProps, props);
    const { name, day, at, vault, role } = props;
    const [hours, minutes] = at.split(':').map(Number);
    const plan = new BackupRestoreTestingPlan(this, 'plan', {
      ...{ name, scheduleExpression: `cron(${minutes} ${hours} ? * ${day} *)`, startWindowHours: 8 },
      recoveryPointSelection: [
        {
          ...{ algorithm: 'LATEST_WITHIN_WINDOW', selectionWindowDays: 7 },
          ...{ includeVaults: [vault.vaultArn], recoveryPointTypes: ['SNAPSHOT', 'CONTINUOUS'] },
        },
      ],
    });
    const selections = Object.entries(props.selections).map(([selection, { type, stores, settings }]) => {
      const made = new BackupRestoreTestingSelection(this, selection, {
        ...{
          name: selection,
          restoreTestingPlanName: plan.name,
          protectedResourceType: type,
          iamRoleArn: role.roleArn,
        },
        protectedResourceArns: stores === 'all' ? ['*'] : [...stores],
        ...(settings && { restoreMetadataOverrides: settings }),
        // Time to look at what was restored before it is removed.
        validationWindowHours: 1,
      });
      return [selection, made] as const;
    });
    this.nodes = { plan, selections: Object.fromEntries(selections) };
  }
}
