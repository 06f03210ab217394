import { Construct } from 'constructs';
import { Role } from '../iam/role';
import { accountId, checkProps, type Description } from '../props';

export interface MigrationServiceRolesProps {
  /** The account: 12 digits. */
  readonly account: string;
}

const migrationServiceRolesProps: Description<MigrationServiceRolesProps> = { account: accountId };

/** What DMS does with each, by the name that it looks for (DMS user guide, Creating the IAM roles to use with AWS DMS). */
const roles = {
  'dms-vpc-role': {
    description: 'Database Migration Service: the network interfaces of replication instances',
    policy: 'service-role/AmazonDMSVPCManagementRole',
  },
  'dms-cloudwatch-logs-role': {
    description: 'Database Migration Service: the logs of replication tasks',
    policy: 'service-role/AmazonDMSCloudWatchLogsRole',
  },
};

/**
 * The two roles of an account that DMS works with. It finds them by their names alone, and makes no subnet group without the first. An account has each once, whatever
 * number of migrations, and their path is `/`: an administrator applies them, before the first migration.
 */
export class MigrationServiceRoles extends Construct {
  static readonly props = migrationServiceRolesProps;
  readonly nodes: { readonly vpc: Role; readonly logs: Role };

  /** @throws PropsError for an account that is none. */
  constructor(scope: Construct, id: string, props: MigrationServiceRolesProps) {
    super(scope, id);
    checkProps(this, migrationServiceRolesProps, props);
    this.nodes = { vpc: this.role('dms-vpc-role', props), logs: this.role('dms-cloudwatch-logs-role', props) };
  }

  private role(name: keyof typeof roles, { account: sourceAccount }: MigrationServiceRolesProps): Role {
    const { description, policy } = roles[name];
    // DMS says for whom it acts (DMS user guide, Cross-service confused deputy prevention).
    const trust = { service: 'dms.amazonaws.com', sourceAccount };
    return new Role(this, name, { name, description, path: '/', trust, awsManagedPolicies: [policy] });
  }
}
