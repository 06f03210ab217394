import { describeWhere } from '../../describe-where';
import { textOf } from '../answer';
import { Api, type Reply } from '../api';
import { faults } from '../faults';
import { giveAddress } from '../give-address';
import { Judge } from '../judge';
import { hasMoto, howToGetMoto, startStrictMoto, type Moto } from '../moto';
import { Proxy } from '../proxy';
import { stateRows } from './state-rows';

// The emulator loads a service when it is first asked.
jest.setTimeout(30_000);

const account = '111122223333';
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** What is refused, and what then makes that it is taken. */
interface Scenario {
  readonly ask: () => Promise<Reply>;
  readonly free: () => Promise<unknown>;
}

describeWhere(hasMoto(), 'what is in use', howToGetMoto, () => {
  let moto: Moto;
  let proxy: Proxy;
  let api: Api;
  let count = 0;

  beforeAll(async () => {
    moto = await startStrictMoto(account);
    proxy = await Proxy.start(moto.url, faults(account), new Judge(moto.url));
    api = new Api(proxy.url, 'eu-west-1');
  }, 60_000);
  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
  });

  /** Asks, and gives an element of the answer. */
  const make = async (service: string, action: string, parameters: Record<string, string>, name = '') => {
    const { status, text } = await api.query(service, action, parameters);
    expect([action, status, text]).toEqual([action, 200, text]);
    return name ? textOf(name, text)! : text;
  };
  const vpc = () => make('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' }, 'vpcId');
  const subnet = (VpcId: string, zone = 'a') =>
    make(
      'ec2',
      'CreateSubnet',
      { VpcId, CidrBlock: `10.0.${++count}.0/24`, AvailabilityZone: `eu-west-1${zone}` },
      'subnetId',
    );
  const group = (VpcId: string) =>
    make('ec2', 'CreateSecurityGroup', { VpcId, GroupName: `g${++count}`, GroupDescription: 'g' }, 'groupId');
  const networkInterface = (SubnetId: string, parameters = {}) =>
    make('ec2', 'CreateNetworkInterface', { SubnetId, ...parameters }, 'networkInterfaceId');
  const balancer = (subnets: string[]) => ({
    Name: `b${++count}`,
    ...Object.fromEntries(subnets.map((id, index) => [`Subnets.member.${index + 1}`, id])),
  });
  const managed = () => make('iam', 'CreatePolicy', { PolicyName: `p${++count}`, PolicyDocument: policy }, 'Arn');
  const role = async () => {
    const RoleName = `r${++count}`;
    await make('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    return RoleName;
  };
  const instance = async (parameters: Record<string, string> = {}) => {
    const id = `d${++count}`;
    await make('rds', 'CreateDBInstance', {
      ...{ DBInstanceIdentifier: id, Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20' },
      ...{ MasterUsername: 'owner', MasterUserPassword: 'eight-or-more', ...parameters },
    });
    return id;
  };
  const database = async (parameters: Record<string, string>) => {
    const id = await instance(parameters);
    return () => make('rds', 'DeleteDBInstance', { DBInstanceIdentifier: id, SkipFinalSnapshot: 'true' });
  };
  const withIam = { 'AuthenticationMode.Type': 'iam' };
  const cacheUser = async (UserName: string, Engine: string, how: Record<string, string> = withIam) => {
    const UserId = `u${++count}`;
    const access = { AccessString: 'on ~* +@all', ...how };
    await make('elasticache', 'CreateUser', { UserId, UserName, Engine, ...access });
    return UserId;
  };
  const withoutPassword = { 'AuthenticationMode.Type': 'no-password-required' };
  /** A user group of Redis OSS, with its default user and another one, as in use by a cache of that engine. */
  const redisGroup = async () => {
    const defaultUser = await cacheUser('default', 'redis', withoutPassword);
    const app = await cacheUser('app', 'redis');
    const parameters = userGroup([defaultUser, app], 'redis');
    await make('elasticache', 'CreateUserGroup', parameters);
    const { UserGroupId } = parameters;
    const modify = (change: Record<string, string>) =>
      api.query('elasticache', 'ModifyUserGroup', { UserGroupId, ...change });
    return { UserGroupId, defaultUser, app, modify };
  };
  const userGroup = (users: string[], Engine: string) => ({
    UserGroupId: `g${++count}`,
    Engine,
    ...Object.fromEntries(users.map((id, index) => [`UserIds.member.${index + 1}`, id])),
  });
  const cache = async (parameters: Record<string, string>) => {
    const ReplicationGroupId = `c${++count}`;
    const own = { ReplicationGroupId, ReplicationGroupDescription: 'c', CacheNodeType: 'cache.t4g.micro' };
    await make('elasticache', 'CreateReplicationGroup', { ...own, ...parameters });
    return (last: Record<string, string> = {}) =>
      make('elasticache', 'DeleteReplicationGroup', { ReplicationGroupId, ...last });
  };

  const scenarios: Record<string, () => Promise<Scenario>> = {
    'ec2 DeleteSubnet: a subnet without network interfaces': async () => {
      const SubnetId = await subnet(await vpc());
      const NetworkInterfaceId = await networkInterface(SubnetId);
      return {
        ask: () => api.query('ec2', 'DeleteSubnet', { SubnetId }),
        free: () => make('ec2', 'DeleteNetworkInterface', { NetworkInterfaceId }),
      };
    },
    'ec2 DeleteSecurityGroup: a security group of no network interface': async () => {
      const VpcId = await vpc();
      const GroupId = await group(VpcId);
      const NetworkInterfaceId = await networkInterface(await subnet(VpcId), { 'SecurityGroupId.1': GroupId });
      return {
        ask: () => api.query('ec2', 'DeleteSecurityGroup', { GroupId }),
        free: () => make('ec2', 'DeleteNetworkInterface', { NetworkInterfaceId }),
      };
    },
    'ec2 DeleteSecurityGroup: a security group that no rule of another one refers to': async () => {
      const VpcId = await vpc();
      const [GroupId, other] = [await group(VpcId), await group(VpcId)];
      const rule = {
        GroupId: other,
        'IpPermissions.1.IpProtocol': 'tcp',
        'IpPermissions.1.FromPort': '5432',
        'IpPermissions.1.ToPort': '5432',
        'IpPermissions.1.Groups.1.GroupId': GroupId,
      };
      await make('ec2', 'AuthorizeSecurityGroupIngress', rule);
      return {
        ask: () => api.query('ec2', 'DeleteSecurityGroup', { GroupId }),
        free: () => make('ec2', 'RevokeSecurityGroupIngress', rule),
      };
    },
    'ec2 ReleaseAddress: an address that is not associated': async () => {
      const AllocationId = await make('ec2', 'AllocateAddress', { Domain: 'vpc' }, 'allocationId');
      const NetworkInterfaceId = await networkInterface(await subnet(await vpc()));
      const AssociationId = await make(
        'ec2',
        'AssociateAddress',
        { AllocationId, NetworkInterfaceId },
        'associationId',
      );
      return {
        ask: () => api.query('ec2', 'ReleaseAddress', { AllocationId }),
        free: () => make('ec2', 'DisassociateAddress', { AssociationId }),
      };
    },
    'ec2 CreateVpc: one of at most 5 VPCs in the region': async () => {
      const paris = new Api(proxy.url, 'eu-west-3');
      const ask = () => paris.query('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
      const made = await Promise.all(Array.from({ length: 5 }, ask));
      const VpcId = textOf('vpcId', made[0]!.text)!;
      return { ask, free: () => paris.query('ec2', 'DeleteVpc', { VpcId }) };
    },
    'ec2 AllocateAddress: one of at most 5 addresses in the region': async () => {
      const paris = new Api(proxy.url, 'eu-west-3');
      const ask = () => paris.query('ec2', 'AllocateAddress', { Domain: 'vpc' });
      const made = await Promise.all(Array.from({ length: 5 }, ask));
      const AllocationId = textOf('allocationId', made[0]!.text)!;
      return { ask, free: () => paris.query('ec2', 'ReleaseAddress', { AllocationId }) };
    },
    'elbv2 CreateLoadBalancer: subnets in at least two availability zones, for an application load balancer':
      async () => {
        const VpcId = await vpc();
        const subnets = [await subnet(VpcId), await subnet(VpcId)];
        return {
          ask: () => api.query('elasticloadbalancing', 'CreateLoadBalancer', balancer(subnets)),
          free: async () => (subnets[1] = await subnet(VpcId, 'b')),
        };
      },
    'elbv2 DeleteLoadBalancer: a load balancer without deletion protection': async () => {
      const VpcId = await vpc();
      const parameters = balancer([await subnet(VpcId), await subnet(VpcId, 'b')]);
      const LoadBalancerArn = await make('elasticloadbalancing', 'CreateLoadBalancer', parameters, 'LoadBalancerArn');
      const protect = (value: string) =>
        make('elasticloadbalancing', 'ModifyLoadBalancerAttributes', {
          LoadBalancerArn,
          'Attributes.member.1.Key': 'deletion_protection.enabled',
          'Attributes.member.1.Value': value,
        });
      await protect('true');
      return {
        ask: () => api.query('elasticloadbalancing', 'DeleteLoadBalancer', { LoadBalancerArn }),
        free: () => protect('false'),
      };
    },
    'iam DeletePolicy: a policy that is attached to nothing': async () => {
      const [PolicyArn, RoleName] = [await managed(), await role()];
      await make('iam', 'AttachRolePolicy', { PolicyArn, RoleName });
      return {
        ask: () => api.query('iam', 'DeletePolicy', { PolicyArn }),
        free: () => make('iam', 'DetachRolePolicy', { PolicyArn, RoleName }),
      };
    },
    'iam DeleteGroup: a group without policies and users': async () => {
      const [PolicyArn, GroupName] = [await managed(), `g${++count}`];
      await make('iam', 'CreateGroup', { GroupName });
      await make('iam', 'AttachGroupPolicy', { PolicyArn, GroupName });
      return {
        ask: () => api.query('iam', 'DeleteGroup', { GroupName }),
        free: () => make('iam', 'DetachGroupPolicy', { PolicyArn, GroupName }),
      };
    },
    'iam AttachRolePolicy: one of at most 10 managed policies of the role': async () => {
      const RoleName = await role();
      const policies = await Promise.all(Array.from({ length: 11 }, managed));
      for (const PolicyArn of policies.slice(1)) await make('iam', 'AttachRolePolicy', { PolicyArn, RoleName });
      return {
        ask: () => api.query('iam', 'AttachRolePolicy', { PolicyArn: policies[0]!, RoleName }),
        free: () => make('iam', 'DetachRolePolicy', { PolicyArn: policies[1]!, RoleName }),
      };
    },
    'rds DeleteDBSubnetGroup: a subnet group of no instance': async () => {
      const [VpcId, DBSubnetGroupName] = [await vpc(), `s${++count}`];
      await make('rds', 'CreateDBSubnetGroup', {
        DBSubnetGroupName,
        DBSubnetGroupDescription: 's',
        'SubnetIds.SubnetIdentifier.1': await subnet(VpcId),
        'SubnetIds.SubnetIdentifier.2': await subnet(VpcId, 'b'),
      });
      const free = await database({ DBSubnetGroupName });
      return { ask: () => api.query('rds', 'DeleteDBSubnetGroup', { DBSubnetGroupName }), free };
    },
    'rds DeleteDBParameterGroup: a parameter group of no instance': async () => {
      const DBParameterGroupName = `p${++count}`;
      const family = { DBParameterGroupFamily: 'postgres17', Description: 'p' };
      await make('rds', 'CreateDBParameterGroup', { DBParameterGroupName, ...family });
      const free = await database({ DBParameterGroupName });
      return { ask: () => api.query('rds', 'DeleteDBParameterGroup', { DBParameterGroupName }), free };
    },
    'rds ModifyDBInstance: nothing for gp3 below 400 GiB, and 12,000 to 64,000 from there up': async () => {
      const DBInstanceIdentifier = await instance({ StorageType: 'gp3' });
      const asked = { DBInstanceIdentifier, Iops: '12000' };
      const larger = { DBInstanceIdentifier, AllocatedStorage: '400', ApplyImmediately: 'true' };
      return {
        ask: () => api.query('rds', 'ModifyDBInstance', asked),
        free: () => make('rds', 'ModifyDBInstance', larger),
      };
    },
    'rds ModifyDBInstance: no less than the instance has': async () => {
      const DBInstanceIdentifier = await instance({ AllocatedStorage: '30' });
      const asked = { DBInstanceIdentifier, AllocatedStorage: '20' };
      const smaller = { DBInstanceIdentifier: 'none', AllocatedStorage: '20' };
      return {
        ask: () => api.query('rds', 'ModifyDBInstance', asked),
        free: async () => Object.assign(asked, smaller, { DBInstanceIdentifier: await instance() }),
      };
    },
    'rds DeleteDBInstance: a name of no snapshot that is there': async () => {
      const [DBInstanceIdentifier, DBSnapshotIdentifier] = [await instance(), `s${++count}`];
      await make('rds', 'CreateDBSnapshot', { DBInstanceIdentifier, DBSnapshotIdentifier });
      const last = { DBInstanceIdentifier, FinalDBSnapshotIdentifier: DBSnapshotIdentifier };
      return {
        ask: () => api.query('rds', 'DeleteDBInstance', last),
        free: () => make('rds', 'DeleteDBSnapshot', { DBSnapshotIdentifier }),
      };
    },
    'rds DeleteDBInstance: a name of the final snapshot, or SkipFinalSnapshot, of an instance that is in no cluster':
      async () => {
        const DBInstanceIdentifier = await instance();
        let skipped: Record<string, string> = {};
        return {
          ask: () => api.query('rds', 'DeleteDBInstance', { DBInstanceIdentifier, ...skipped }),
          free: () => Promise.resolve((skipped = { SkipFinalSnapshot: 'true' })),
        };
      },
    'kms CreateAlias: a key that is not pending deletion': async () => {
      const { text } = await api.json('kms', 'TrentService.CreateKey');
      const { KeyId } = JSON.parse(text).KeyMetadata;
      await api.json('kms', 'TrentService.ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      return {
        ask: () => api.json('kms', 'TrentService.CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId }),
        free: () => api.json('kms', 'TrentService.CancelKeyDeletion', { KeyId }),
      };
    },
    'ecs DeleteCluster: a cluster without services': async () => {
      const ecs = (action: string, body: object) =>
        api.json('ecs', `AmazonEC2ContainerServiceV20141113.${action}`, body);
      await ecs('CreateCluster', { clusterName: 'c' });
      const containerDefinitions = [{ name: 'web', image: 'web', memory: 128 }];
      await ecs('RegisterTaskDefinition', { family: 'web', containerDefinitions });
      await ecs('CreateService', { cluster: 'c', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 });
      return {
        ask: () => ecs('DeleteCluster', { cluster: 'c' }),
        free: () => ecs('DeleteService', { cluster: 'c', service: 'web', force: true }),
      };
    },
    'elasticache CreateUserGroup: users of different names': async () => {
      const users = [await cacheUser('app', 'valkey'), await cacheUser('app', 'valkey')];
      return {
        ask: () => api.query('elasticache', 'CreateUserGroup', userGroup(users, 'valkey')),
        free: async () => (users[1] = await cacheUser('jobs', 'valkey')),
      };
    },
    'elasticache CreateUserGroup: users one of which is named default, for Redis OSS': async () => {
      const users = [await cacheUser('app', 'redis')];
      return {
        ask: () => api.query('elasticache', 'CreateUserGroup', userGroup(users, 'redis')),
        free: async () => users.push(await cacheUser('default', 'redis', withoutPassword)),
      };
    },
    'elasticache CreateUserGroup: users who authenticate, for Valkey': async () => {
      const users = [await cacheUser('app', 'redis', withoutPassword)];
      return {
        ask: () => api.query('elasticache', 'CreateUserGroup', userGroup(users, 'valkey')),
        free: async () => (users[0] = await cacheUser('app', 'redis')),
      };
    },
    'elasticache ModifyUserGroup: valkey with users who authenticate alone': async () => {
      const { defaultUser, modify } = await redisGroup();
      const change: Record<string, string> = { Engine: 'valkey' };
      return {
        ask: () => modify(change),
        free: async () => (change['UserIdsToRemove.member.1'] = defaultUser),
      };
    },
    'elasticache ModifyUserGroup: redis while a cache of Redis OSS has the group': async () => {
      const { UserGroupId, defaultUser, modify } = await redisGroup();
      const own = { Engine: 'redis', EngineVersion: '7.1', TransitEncryptionEnabled: 'true' };
      const remove = await cache({ ...own, 'UserGroupIds.member.1': UserGroupId });
      const change = { Engine: 'valkey', 'UserIdsToRemove.member.1': defaultUser };
      return { ask: () => modify(change), free: remove };
    },
    'elasticache ModifyUserGroup: another than the user named default, for Redis OSS': async () => {
      const { defaultUser, modify } = await redisGroup();
      const change: Record<string, string> = { 'UserIdsToRemove.member.1': defaultUser };
      return { ask: () => modify(change), free: async () => (change.Engine = 'valkey') };
    },
    'elasticache ModifyUserGroup: users that there are': async () => {
      const { app, modify } = await redisGroup();
      await make('elasticache', 'DeleteUser', { UserId: app });
      const change = { 'UserIdsToRemove.member.1': app };
      return {
        ask: () => modify(change),
        free: async () => (change['UserIdsToRemove.member.1'] = await cacheUser('other', 'redis')),
      };
    },
    'elasticache CreateReplicationGroup: a user group of engine redis, for Redis OSS': async () => {
      const parameters = userGroup([await cacheUser('app', 'valkey')], 'valkey');
      await make('elasticache', 'CreateUserGroup', parameters);
      const groups = [parameters.UserGroupId];
      const ask = () =>
        api.query('elasticache', 'CreateReplicationGroup', {
          ...{ ReplicationGroupId: `c${++count}`, ReplicationGroupDescription: 'c', CacheNodeType: 'cache.t4g.micro' },
          ...{ Engine: 'redis', TransitEncryptionEnabled: 'true', 'UserGroupIds.member.1': groups[0]! },
        });
      return { ask, free: async () => (groups[0] = (await redisGroup()).UserGroupId) };
    },
    'elasticache DeleteReplicationGroup: a name of no snapshot': async () => {
      const FinalSnapshotIdentifier = `s${++count}`;
      const destroyed = await cache({});
      await destroyed({ FinalSnapshotIdentifier });
      await cache({});
      const asked = { ReplicationGroupId: `c${count}`, FinalSnapshotIdentifier };
      return {
        ask: () => api.query('elasticache', 'DeleteReplicationGroup', asked),
        free: async () => (asked.FinalSnapshotIdentifier = `s${++count}`),
      };
    },
    'elasticache DeleteUser: no default user of a user group': async () => {
      const UserId = await cacheUser('default', 'redis', withoutPassword);
      const parameters = userGroup([UserId], 'redis');
      await make('elasticache', 'CreateUserGroup', parameters);
      const { UserGroupId } = parameters;
      return {
        ask: () => api.query('elasticache', 'DeleteUser', { UserId }),
        free: () => make('elasticache', 'DeleteUserGroup', { UserGroupId }),
      };
    },
    'elasticache DeleteUserGroup: a user group of no cache': async () => {
      const parameters = userGroup([await cacheUser('app', 'valkey')], 'valkey');
      await make('elasticache', 'CreateUserGroup', parameters);
      const { UserGroupId } = parameters;
      const free = await cache({
        ...{ 'UserGroupIds.member.1': UserGroupId, TransitEncryptionEnabled: 'true' },
        ...{ Engine: 'valkey', EngineVersion: '8.0' },
      });
      return { ask: () => api.query('elasticache', 'DeleteUserGroup', { UserGroupId }), free };
    },
    'elasticache DeleteCacheSubnetGroup: a subnet group of no cache': async () => {
      const CacheSubnetGroupName = `s${++count}`;
      const subnets = { 'SubnetIds.SubnetIdentifier.1': await subnet(await vpc()) };
      await make('elasticache', 'CreateCacheSubnetGroup', {
        ...{ CacheSubnetGroupName, CacheSubnetGroupDescription: 's' },
        ...subnets,
      });
      const free = await cache({ CacheSubnetGroupName });
      return { ask: () => api.query('elasticache', 'DeleteCacheSubnetGroup', { CacheSubnetGroupName }), free };
    },
    'elasticache DeleteCacheParameterGroup: a parameter group of no cache': async () => {
      const CacheParameterGroupName = `p${++count}`;
      const family = { CacheParameterGroupFamily: 'valkey8', Description: 'p' };
      await make('elasticache', 'CreateCacheParameterGroup', { CacheParameterGroupName, ...family });
      const free = await cache({ CacheParameterGroupName });
      return { ask: () => api.query('elasticache', 'DeleteCacheParameterGroup', { CacheParameterGroupName }), free };
    },
    'cognito-idp CreateUserPoolDomain: a prefix, or a domain below one that has an A record': async () => {
      const cognito = (action: string, parameters: object) =>
        api.json('cognito-idp', `AWSCognitoIdentityProviderService.${action}`, parameters);
      const { text } = await cognito('CreateUserPool', { PoolName: 'people' });
      const parent = `shop${++count}.example.com`;
      const CertificateArn = `arn:aws:acm:us-east-1:${account}:certificate/12345678-1234-1234-1234-123456789012`;
      const asked = { Domain: `auth.${parent}`, CustomDomainConfig: { CertificateArn } };
      const { Id: UserPoolId } = JSON.parse(text).UserPool;
      return {
        ask: () => cognito('CreateUserPoolDomain', { UserPoolId, ...asked }),
        free: () => giveAddress(api, parent),
      };
    },
    'sesv2 SendEmail: a configuration set that there is': async () => {
      const ConfigurationSetName = `set${++count}`;
      const EmailIdentity = `orders${count}.example.com`;
      await api.rest('ses', 'POST', '/v2/email/identities', { EmailIdentity });
      const message = { Subject: { Data: 'Your order' }, Body: { Text: { Data: 'Thank you' } } };
      const asked = {
        ...{ FromEmailAddress: `shop@${EmailIdentity}`, Destination: { ToAddresses: ['somebody@example.com'] } },
        ...{ Content: { Simple: message }, ConfigurationSetName },
      };
      return {
        ask: () => api.rest('ses', 'POST', '/v2/email/outbound-emails', asked),
        free: () => api.rest('ses', 'POST', '/v2/email/configuration-sets', { ConfigurationSetName }),
      };
    },
  };

  // Each row in a region of its own, so that no scenario uses up a quota of another.
  const regions = ['eu-west-1', 'eu-west-2', 'eu-central-1', 'eu-north-1', 'us-east-1', 'us-west-2'];

  test.each(stateRows.map((row, index) => ({ ...row, index, title: `${row.operation}: ${row.expected}` })))(
    '$title, is refused while it is not',
    async ({ title, code, member, page, index }) => {
      api = new Api(proxy.url, regions[index % regions.length]!);
      const scenario = await scenarios[title]!();
      const refused = await scenario.ask();
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(code)]);
      expect(refused.text).toContain(`.${member}' failed to satisfy constraint: Member must be `);
      expect(refused.text).toContain(page);
      await scenario.free();
      const taken = await scenario.ask();
      expect([Math.floor(taken.status / 100), taken.text]).toEqual([2, taken.text]);
    },
  );

  test('what had a network interface is deleted with it, whatever the emulator keeps', async () => {
    api = new Api(proxy.url, 'eu-south-1');
    const VpcId = await vpc();
    const SubnetId = await subnet(VpcId);
    const SecurityGroupId = await group(VpcId);
    const AllocationId = await make('ec2', 'AllocateAddress', { Domain: 'vpc' }, 'allocationId');
    const nat = { SubnetId, AllocationId, ConnectivityType: 'public' };
    const NatGatewayId = await make('ec2', 'CreateNatGateway', nat, 'natGatewayId');
    const launch = {
      ImageId: 'ami-12345678',
      MinCount: '1',
      MaxCount: '1',
      SubnetId,
      'SecurityGroupId.1': SecurityGroupId,
    };
    const instance = await make('ec2', 'RunInstances', launch, 'instanceId');
    const asked = [
      () => api.query('ec2', 'ReleaseAddress', { AllocationId }),
      () => api.query('ec2', 'DeleteSecurityGroup', { GroupId: SecurityGroupId }),
      () => api.query('ec2', 'DeleteSubnet', { SubnetId }),
    ];
    for (const ask of asked) expect((await ask()).status).toBe(400);
    await make('ec2', 'DeleteNatGateway', { NatGatewayId });
    await make('ec2', 'TerminateInstances', { 'InstanceId.1': instance });
    for (const ask of asked) {
      const { status, text } = await ask();
      expect([status, text]).toEqual([200, text]);
    }
  });
});
