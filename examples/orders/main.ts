// Another team's app: a service with its own database, in a network that the platform made.
// Everything it knows of the platform is a few names and ids, here literals; yours may come from outputs or SSM.
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Role } from 'terrace/iam';
import { Key } from 'terrace/kms';
import type { NetworkRef } from 'terrace/network';
import { Database } from 'terrace/rds';
import { SecurityGroup } from 'terrace/security-group';

const account = '111122223333';
const region = 'eu-central-1';
const alarms = { topicArn: `arn:aws:sns:${region}:${account}:dev-alarms` };
const network: NetworkRef = {
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  cidr: '10.10.0.0/16',
  subnetIds: {
    public: {},
    private: { 'eu-central-1a': 'subnet-0aaaaaaaaaaaaaaaa', 'eu-central-1b': 'subnet-0bbbbbbbbbbbbbbbb' },
    data: { 'eu-central-1a': 'subnet-0cccccccccccccccc', 'eu-central-1b': 'subnet-0dddddddddddddddd' },
  },
};

class Orders extends TerraformStack {
  constructor(scope: Construct) {
    super(scope, 'orders');
    new AwsProvider(this, 'aws', { region, allowedAccountIds: [account] });

    const key = new Key(this, 'key', { purpose: 'Orders', alias: 'orders', account, region });

    const database = new Database(this, 'database', {
      name: 'orders',
      account,
      region,
      network,
      key,
      engine: { name: 'postgres', version: '17' },
      capacity: { instanceClass: 'db.t4g.small', allocatedStorageGb: 20, maxAllocatedStorageGb: 100, multiAz: true },
      upkeep: {
        backupRetentionDays: 14,
        backupWindow: '01:00-02:00',
        maintenanceWindow: 'sun:03:00-sun:04:00',
        logRetentionDays: 90,
      },
      alarms: { topic: alarms },
    });

    // The service: what it may reach, and what it may do there, each in one line.
    const service = new SecurityGroup(this, 'service', { network, name: 'orders', description: 'The orders service' });
    service.connections.allowTo(database, database.port, 'Order queries');
    const role = new Role(this, 'role', {
      name: 'orders',
      description: 'The orders service',
      trust: { service: 'ecs-tasks.amazonaws.com', sourceAccount: account },
    });
    database.grantConnect(role, 'orders');
  }
}

const app = new App();
new Orders(app);
app.synth();
