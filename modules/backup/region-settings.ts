import { BackupRegionSettings } from '@cdktf/provider-aws/lib/backup-region-settings';
import { Construct } from 'constructs';
import { stores } from './stores';

/**
 * The settings of AWS Backup in an account and region, which exist once whether they are made or not. It takes over the backups of tables and file systems: with that,
 * recovery points of tables are under the key of the vault, go to cold storage, and are copied to other regions (AWS Backup developer guide, Advanced DynamoDB backup).
 *
 * Which services are opted in is set once and then left to whoever changes it, since AWS adds services: `BackupPlan` names what it takes.
 */
export class RegionSettings extends Construct {
  readonly nodes: { readonly settings: BackupRegionSettings };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const types = Object.values(stores).map(({ resourceType }) => resourceType);
    const settings = new BackupRegionSettings(this, 'settings', {
      resourceTypeOptInPreference: Object.fromEntries(types.map((type) => [type, true])),
      resourceTypeManagementPreference: { DynamoDB: true, EFS: true },
      lifecycle: { ignoreChanges: ['resource_type_opt_in_preference'] },
    });
    this.nodes = { settings };
  }
}
