import type { Api } from '../api';
import type { Parameters } from './row';
import type { Caches } from './caches';

/** A request that AWS refuses for what else there is: something that is in use, protected, or one too many. */
export interface StateRow {
  /** `ec2 DeleteSubnet` */
  readonly operation: string;
  readonly member: string;
  /** `a subnet without network interfaces`: follows "must be". */
  readonly expected: string;
  readonly code: string;
  /** AWS's page that says so. */
  readonly page: string;
  /** What stands against the request, if anything does. */
  readonly against: (
    parameters: Parameters,
    emulator: Api,
    caches: Caches,
  ) => Promise<string | undefined> | string | undefined;
}

const ec2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/';
const iam = 'https://docs.aws.amazon.com/IAM/latest/APIReference/';
const rds = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/';
const elb = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/';
const rbac = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html';
const cache = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/';
const vpcQuotas = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';

/** The first element of that name in an answer to a query, but for those that `isOther` leaves out. */
async function first(
  emulator: Api,
  [service, action]: readonly [string, string],
  parameters: Record<string, string>,
  name: string,
  isOther: (value: string) => boolean = () => true,
): Promise<string | undefined> {
  return (await all(emulator, [service, action], parameters, name)).find(isOther);
}

async function all(
  emulator: Api,
  [service, action]: readonly [string, string],
  parameters: Record<string, string>,
  name: string,
): Promise<string[]> {
  const { status, text } = await emulator.query(service, action, parameters);
  return status < 300
    ? [...text.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, 'g'))].map(([, value]) => value!)
    : [];
}

/**
 * A network interface that something has or that is kept by itself. moto leaves those of NAT gateways that were deleted and
 * of instances that were terminated, which AWS deletes with them.
 */
async function interfaceInUse(emulator: Api, asked: Record<string, string>): Promise<string | undefined> {
  const interfaces = await all(emulator, ['ec2', 'DescribeNetworkInterfaces'], asked, 'networkInterfaceId');
  if (interfaces.length === 0) return undefined;
  const deleted = { 'Filter.1.Name': 'state', 'Filter.1.Value.1': 'deleted' };
  const ofDeleted = await all(emulator, ['ec2', 'DescribeNatGateways'], deleted, 'networkInterfaceId');
  for (const id of interfaces.filter((one) => !ofDeleted.includes(one))) {
    const one = { 'NetworkInterfaceId.1': id };
    const [instance] = await all(emulator, ['ec2', 'DescribeNetworkInterfaces'], one, 'instanceId');
    const states = instance
      ? await all(emulator, ['ec2', 'DescribeInstances'], { 'InstanceId.1': instance }, 'name')
      : [];
    if (!states.includes('terminated')) return id;
  }
  return undefined;
}

const target = 'AmazonEC2ContainerServiceV20141113';

const filter = (name: string, value: string) => ({ 'Filter.1.Name': name, 'Filter.1.Value.1': value });

export const stateRows: readonly StateRow[] = [
  {
    operation: 'ec2 DeleteSubnet',
    member: 'SubnetId',
    expected: 'a subnet without network interfaces',
    code: 'DependencyViolation',
    page: `${ec2}API_DeleteSubnet.html`,
    against: ({ SubnetId }, emulator) => interfaceInUse(emulator, filter('subnet-id', SubnetId)),
  },
  {
    operation: 'ec2 DeleteSecurityGroup',
    member: 'GroupId',
    expected: 'a security group of no network interface',
    code: 'DependencyViolation',
    page: `${ec2}API_DeleteSecurityGroup.html`,
    against: ({ GroupId }, emulator) => interfaceInUse(emulator, filter('group-id', GroupId)),
  },
  {
    operation: 'ec2 DeleteSecurityGroup',
    member: 'GroupId',
    expected: 'a security group that no rule of another one refers to',
    code: 'DependencyViolation',
    page: `${ec2}API_DeleteSecurityGroup.html`,
    against: async ({ GroupId }, emulator) => {
      const { text } = await emulator.query('ec2', 'DescribeSecurityGroupRules');
      const rules = text.split('<securityGroupRuleId>').map((rule) => rule.match(/(?<=<groupId>)[^<]+/g) ?? []);
      return rules.find(([owner, referenced]) => owner !== GroupId && referenced === GroupId)?.[0];
    },
  },
  {
    operation: 'ec2 ReleaseAddress',
    member: 'AllocationId',
    expected: 'an address that is not associated',
    code: 'InvalidIPAddress.InUse',
    page: `${ec2}API_ReleaseAddress.html`,
    against: async ({ AllocationId: id }, emulator) => {
      const asked = { 'AllocationId.1': id };
      const [holder] = id ? await all(emulator, ['ec2', 'DescribeAddresses'], asked, 'networkInterfaceId') : [];
      return holder && interfaceInUse(emulator, { 'NetworkInterfaceId.1': holder });
    },
  },
  {
    operation: 'ec2 CreateVpc',
    member: 'CidrBlock',
    expected: 'one of at most 5 VPCs in the region',
    code: 'VpcLimitExceeded',
    page: vpcQuotas,
    against: async (_parameters, emulator) => {
      const vpcs = await all(emulator, ['ec2', 'DescribeVpcs'], filter('is-default', 'false'), 'vpcId');
      return vpcs.length >= 5 ? `${vpcs.length}` : undefined;
    },
  },
  {
    operation: 'ec2 AllocateAddress',
    member: 'Domain',
    expected: 'one of at most 5 addresses in the region',
    code: 'AddressLimitExceeded',
    page: vpcQuotas,
    against: async (_parameters, emulator) => {
      const addresses = await all(emulator, ['ec2', 'DescribeAddresses'], {}, 'allocationId');
      return addresses.length >= 5 ? `${addresses.length}` : undefined;
    },
  },
  {
    operation: 'elbv2 CreateLoadBalancer',
    member: 'Subnets',
    expected: 'subnets in at least two availability zones, for an application load balancer',
    code: 'InvalidConfigurationRequest',
    page: `${elb}API_CreateLoadBalancer.html`,
    against: async ({ Type = 'application', Subnets, SubnetMappings = [] }, emulator) => {
      if (Type !== 'application') return undefined;
      const ids: string[] = Subnets ?? SubnetMappings.map(({ SubnetId }: Parameters) => SubnetId);
      const asked = Object.fromEntries(ids.map((id, index) => [`SubnetId.${index + 1}`, id]));
      const zones = await all(emulator, ['ec2', 'DescribeSubnets'], asked, 'availabilityZone');
      return new Set(zones).size >= 2 ? undefined : zones.join(', ') || 'none';
    },
  },
  {
    operation: 'elbv2 DeleteLoadBalancer',
    member: 'LoadBalancerArn',
    expected: 'a load balancer without deletion protection',
    code: 'OperationNotPermitted',
    page: `${elb}API_DeleteLoadBalancer.html`,
    against: async ({ LoadBalancerArn }, emulator) => {
      const { text } = await emulator.query('elasticloadbalancing', 'DescribeLoadBalancerAttributes', {
        LoadBalancerArn,
      });
      const members = text.split('</member>');
      const isProtected = members.some((one) => one.includes('deletion_protection.enabled') && one.includes('>true<'));
      return isProtected ? 'deletion_protection.enabled' : undefined;
    },
  },
  {
    operation: 'iam DeletePolicy',
    member: 'PolicyArn',
    expected: 'a policy that is attached to nothing',
    code: 'DeleteConflict',
    page: `${iam}API_DeletePolicy.html`,
    against: ({ PolicyArn }, emulator) =>
      first(emulator, ['iam', 'ListEntitiesForPolicy'], { PolicyArn }, '(?:Role|User|Group)Name'),
  },
  {
    operation: 'iam DeleteGroup',
    member: 'GroupName',
    expected: 'a group without policies and users',
    code: 'DeleteConflict',
    page: `${iam}API_DeleteGroup.html`,
    against: async ({ GroupName }, emulator) =>
      (await first(emulator, ['iam', 'ListAttachedGroupPolicies'], { GroupName }, 'PolicyArn')) ??
      (await first(emulator, ['iam', 'GetGroup'], { GroupName }, 'UserName')),
  },
  {
    operation: 'iam AttachRolePolicy',
    member: 'PolicyArn',
    expected: 'one of at most 10 managed policies of the role',
    code: 'LimitExceeded',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    against: async ({ RoleName, PolicyArn }, emulator) => {
      const attached = await all(emulator, ['iam', 'ListAttachedRolePolicies'], { RoleName }, 'PolicyArn');
      return attached.length >= 10 && !attached.includes(PolicyArn) ? `${attached.length}` : undefined;
    },
  },
  {
    operation: 'rds DeleteDBSubnetGroup',
    member: 'DBSubnetGroupName',
    expected: 'a subnet group of no instance',
    code: 'InvalidDBSubnetGroupStateFault',
    page: `${rds}API_DeleteDBSubnetGroup.html`,
    against: ({ DBSubnetGroupName: name }, emulator) =>
      first(emulator, ['rds', 'DescribeDBInstances'], {}, 'DBSubnetGroupName', (used) => same(used, name)),
  },
  {
    operation: 'rds DeleteDBParameterGroup',
    member: 'DBParameterGroupName',
    expected: 'a parameter group of no instance',
    code: 'InvalidDBParameterGroupState',
    page: `${rds}API_DeleteDBParameterGroup.html`,
    against: ({ DBParameterGroupName: name }, emulator) =>
      first(emulator, ['rds', 'DescribeDBInstances'], {}, 'DBParameterGroupName', (used) => same(used, name)),
  },
  {
    operation: 'rds ModifyDBInstance',
    member: 'Iops',
    expected: 'nothing for gp3 below 400 GiB, and 12,000 to 64,000 from there up',
    code: 'InvalidParameterCombination',
    page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html',
    against: async ({ DBInstanceIdentifier, AllocatedStorage, StorageType, Iops }, emulator) => {
      if (Iops === undefined) return undefined;
      const asked = ['rds', 'DescribeDBInstances'] as const;
      const now = async (name: string) => (await all(emulator, asked, { DBInstanceIdentifier }, name))[0];
      if ((StorageType ?? (await now('StorageType'))) !== 'gp3') return undefined;
      const size = Number(AllocatedStorage ?? (await now('AllocatedStorage')));
      return size >= 400 && Iops >= 12_000 && Iops <= 64_000 ? undefined : `${Iops} with ${size} GiB`;
    },
  },
  {
    operation: 'rds ModifyDBInstance',
    member: 'AllocatedStorage',
    expected: 'no less than the instance has',
    code: 'InvalidParameterCombination',
    page: `${rds}API_ModifyDBInstance.html`,
    against: async ({ DBInstanceIdentifier, AllocatedStorage }, emulator) => {
      if (AllocatedStorage === undefined) return undefined;
      const asked = ['rds', 'DescribeDBInstances'] as const;
      const [size] = await all(emulator, asked, { DBInstanceIdentifier }, 'AllocatedStorage');
      return Number(size) > Number(AllocatedStorage) ? `${size} GiB` : undefined;
    },
  },
  {
    operation: 'rds DeleteDBInstance',
    member: 'FinalDBSnapshotIdentifier',
    expected: 'a name of no snapshot that is there',
    code: 'DBSnapshotAlreadyExists',
    page: `${rds}API_DeleteDBInstance.html`,
    against: ({ FinalDBSnapshotIdentifier: name }, emulator) =>
      name === undefined
        ? undefined
        : first(emulator, ['rds', 'DescribeDBSnapshots'], {}, 'DBSnapshotIdentifier', (taken) => same(taken, name)),
  },
  {
    operation: 'rds DeleteDBInstance',
    member: 'FinalDBSnapshotIdentifier',
    expected: 'a name of the final snapshot, or SkipFinalSnapshot, of an instance that is in no cluster',
    code: 'InvalidParameterCombination',
    page: `${rds}API_DeleteDBInstance.html`,
    against: async ({ DBInstanceIdentifier, SkipFinalSnapshot, FinalDBSnapshotIdentifier: name }, emulator) => {
      if (SkipFinalSnapshot || name !== undefined) return undefined;
      const asked = { DBInstanceIdentifier };
      const [cluster] = await all(emulator, ['rds', 'DescribeDBInstances'], asked, 'DBClusterIdentifier');
      return cluster === undefined ? DBInstanceIdentifier : undefined;
    },
  },
  {
    operation: 'kms CreateAlias',
    member: 'TargetKeyId',
    expected: 'a key that is not pending deletion',
    code: 'KMSInvalidStateException',
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html',
    against: async ({ TargetKeyId }, emulator) => {
      const { text } = await emulator.json('kms', 'TrentService.DescribeKey', { KeyId: TargetKeyId });
      return text.includes('"PendingDeletion"') ? 'PendingDeletion' : undefined;
    },
  },
  {
    operation: 'ecs DeleteCluster',
    member: 'cluster',
    expected: 'a cluster without services',
    code: 'ClusterContainsServicesException',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html',
    against: async ({ cluster }, emulator) => {
      const ecs = (action: string, body: object) => emulator.json('ecs', `${target}.${action}`, body);
      const { serviceArns = [] } = JSON.parse((await ecs('ListServices', { cluster })).text);
      if (serviceArns.length === 0) return undefined;
      const { services = [] } = JSON.parse((await ecs('DescribeServices', { cluster, services: serviceArns })).text);
      return services.find(({ status }: Parameters) => status === 'ACTIVE')?.serviceArn;
    },
  },
  {
    operation: 'elasticache CreateUserGroup',
    member: 'UserIds',
    expected: 'users of different names',
    code: 'DuplicateUserName',
    page: `${cache}API_CreateUserGroup.html`,
    against: ({ UserIds = [] }, _emulator, caches) => {
      const names = caches.userNames(UserIds);
      return names.find((name, index) => names.indexOf(name) !== index);
    },
  },
  {
    operation: 'elasticache CreateUserGroup',
    member: 'UserIds',
    expected: 'users one of which is named default, for Redis OSS',
    code: 'DefaultUserRequired',
    page: `${cache}API_CreateUserGroup.html`,
    against: ({ UserIds = [], Engine }, _emulator, caches) => {
      const names = caches.userNames(UserIds);
      return Engine === 'redis' && !names.includes('default') ? names.join(', ') || 'none' : undefined;
    },
  },
  {
    operation: 'elasticache CreateUserGroup',
    member: 'UserIds',
    expected: 'users who authenticate, for Valkey',
    code: 'InvalidParameterValue',
    page: rbac,
    against: ({ UserIds = [], Engine = '' }, _emulator, caches) =>
      Engine.toLowerCase() === 'valkey' ? caches.unauthenticated(UserIds) : undefined,
  },
  {
    operation: 'elasticache ModifyUserGroup',
    member: 'Engine',
    expected: 'valkey with users who authenticate alone',
    code: 'InvalidParameterCombination',
    page: rbac,
    against: (parameters, _emulator, caches) => {
      const { engine, users } = caches.after(parameters);
      return engine === 'valkey' ? caches.unauthenticated(users) : undefined;
    },
  },
  {
    operation: 'elasticache ModifyUserGroup',
    member: 'Engine',
    expected: 'redis while a cache of Redis OSS has the group',
    code: 'InvalidParameterCombination',
    page: rbac,
    against: (parameters, _emulator, caches) => {
      const { UserGroupId } = parameters;
      if (caches.after(parameters).engine !== 'valkey') return undefined;
      return caches.using(({ Engine, UserGroupIds = [] }) => Engine === 'redis' && UserGroupIds.includes(UserGroupId));
    },
  },
  {
    operation: 'elasticache ModifyUserGroup',
    member: 'UserIdsToRemove',
    expected: 'another than the user named default, for Redis OSS',
    code: 'DefaultUserRequired',
    page: `${cache}API_ModifyUserGroup.html`,
    against: (parameters, _emulator, caches) => {
      const { engine, users } = caches.after(parameters);
      const names = caches.userNames(users);
      return engine === 'redis' && !names.includes('default') ? names.join(', ') || 'none' : undefined;
    },
  },
  {
    operation: 'elasticache ModifyUserGroup',
    member: 'UserIdsToRemove',
    expected: 'users that there are',
    code: 'UserNotFound',
    page: `${cache}API_ModifyUserGroup.html`,
    against: ({ UserIdsToRemove = [] }: Parameters, _emulator, caches) =>
      UserIdsToRemove.find((id: string) => !caches.has(id)),
  },
  {
    operation: 'elasticache CreateReplicationGroup',
    member: 'UserGroupIds',
    expected: 'a user group of engine redis, for Redis OSS',
    code: 'InvalidParameterCombination',
    page: rbac,
    against: ({ Engine = 'redis', UserGroupIds = [] }: Parameters, _emulator, caches) =>
      Engine === 'redis' ? UserGroupIds.find((id: string) => caches.engineOf(id) === 'valkey') : undefined,
  },
  {
    operation: 'elasticache DeleteReplicationGroup',
    member: 'FinalSnapshotIdentifier',
    expected: 'a name of no snapshot',
    code: 'SnapshotAlreadyExistsFault',
    page: `${cache}API_DeleteReplicationGroup.html`,
    against: ({ FinalSnapshotIdentifier: name }, _emulator, caches) =>
      name !== undefined && caches.hasSnapshot(name) ? name : undefined,
  },
  {
    operation: 'elasticache DeleteUser',
    member: 'UserId',
    expected: 'no default user of a user group',
    code: 'DefaultUserAssociatedToUserGroup',
    page: `${cache}API_DeleteUser.html`,
    against: ({ UserId }, _emulator, caches) =>
      caches.userNames([UserId])[0] === 'default' ? caches.groupOf(UserId) : undefined,
  },
  {
    operation: 'elasticache DeleteUserGroup',
    member: 'UserGroupId',
    expected: 'a user group of no cache',
    code: 'InvalidUserGroupState',
    page: `${cache}API_DeleteUserGroup.html`,
    against: ({ UserGroupId }, _emulator, caches) =>
      caches.using(({ UserGroupIds = [] }) => UserGroupIds.includes(UserGroupId)),
  },
  {
    operation: 'elasticache DeleteCacheSubnetGroup',
    member: 'CacheSubnetGroupName',
    expected: 'a subnet group of no cache',
    code: 'CacheSubnetGroupInUse',
    page: `${cache}API_DeleteCacheSubnetGroup.html`,
    against: ({ CacheSubnetGroupName: name }, _emulator, caches) =>
      caches.using(({ CacheSubnetGroupName = '' }) => same(CacheSubnetGroupName, name)),
  },
  {
    operation: 'elasticache DeleteCacheParameterGroup',
    member: 'CacheParameterGroupName',
    expected: 'a parameter group of no cache',
    code: 'InvalidCacheParameterGroupState',
    page: `${cache}API_DeleteCacheParameterGroup.html`,
    against: ({ CacheParameterGroupName: name }, _emulator, caches) =>
      caches.using(({ CacheParameterGroupName = '' }) => same(CacheParameterGroupName, name)),
  },
  {
    operation: 'cognito-idp CreateUserPoolDomain',
    member: 'Domain',
    expected: 'a prefix, or a domain below one that has an A record',
    code: 'InvalidParameterException',
    page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/troubleshooting.html',
    against: async ({ Domain, CustomDomainConfig }, emulator) =>
      CustomDomainConfig === undefined || (await hasAddress(emulator, Domain.split('.').slice(1).join('.')))
        ? undefined
        : Domain,
  },
  {
    operation: 'sesv2 SendEmail',
    member: 'ConfigurationSetName',
    expected: 'a configuration set that there is',
    code: 'NotFoundException',
    page: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html',
    against: async ({ ConfigurationSetName: name }, emulator) => {
      if (name === undefined) return undefined;
      const { status } = await emulator.rest('ses', 'GET', `/v2/email/configuration-sets/${encodeURIComponent(name)}`);
      return status < 300 ? undefined : name;
    },
  },
];

/** Whether a public zone has an A record of the name; a wildcard's counts as well. */
async function hasAddress(emulator: Api, name: string): Promise<boolean> {
  const zones = await emulator.xml('route53', 'GET', '/2013-04-01/hostedzone');
  const open = zones.text.split('<HostedZone>').filter((zone) => /<PrivateZone>false/i.test(zone));
  const ids = open.flatMap((zone) => /<Id>\/?(hostedzone\/\w+)<\/Id>/.exec(zone)?.[1] ?? []);
  for (const id of ids) {
    const { text } = await emulator.xml('route53', 'GET', `/2013-04-01/${id}/rrset`);
    const names = [...text.matchAll(/<Name>([^<]+)<\/Name>\s*<Type>A<\/Type>/g)].map(([, found]) => found);
    if (names.some((found) => found === `${name}.` || found === `\\052.${name.split('.').slice(1).join('.')}.`))
      return true;
  }
  return false;
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
