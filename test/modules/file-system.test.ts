import { FileSystem, type FileSystemProps, type FileSystemRef } from '../../modules/file-system';
import { Key } from '../../modules/kms';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const off = { off: true as const, reason: 'It holds copies only' };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};

const props = (rest: Partial<FileSystemProps> = {}): FileSystemProps => ({
  ...{ name: 'prod-shared', network, key, alarms: { topic } },
  accessPoints: { uploads: { uid: 1000, gid: 1000 } },
  ...rest,
});
const files = (rest?: Partial<FileSystemProps>, use: (files: FileSystem) => void = () => undefined) =>
  synth((stack) => use(new FileSystem(stack, 'shared', props(rest))));
const refusal = (rest: Partial<FileSystemProps>) => () => files(rest);
const made = (rest?: Partial<FileSystemProps>) => files(rest).one('aws_efs_file_system');
const id = files().reference('aws_efs_file_system', 'id');
const arn = files().reference('aws_efs_file_system', 'arn');

describe('a file system', () => {
  test('is encrypted with its key, elastic, backed up, and neither destroyed nor replaced', () => {
    expect(made()).toMatchObject({
      ...{ creation_token: 'prod-shared', encrypted: true, kms_key_id: key.keyArn },
      ...{ performance_mode: 'generalPurpose', throughput_mode: 'elastic' },
      ...{ lifecycle: { prevent_destroy: true }, tags: { Name: 'prod-shared' } },
    });
    expect(files().one('aws_efs_backup_policy')).toMatchObject({
      ...{ file_system_id: id, backup_policy: { status: 'ENABLED' } },
    });
  });

  test('opens its key to EFS', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Files', alias: 'files', account, region });
      new FileSystem(stack, 'shared', props({ key: own }));
    });
    expect(Object.keys(statements(stack.one('aws_kms_key').policy))).toEqual([
      'Administration',
      'ElasticFileSystemUses',
      'ElasticFileSystemDelegates',
    ]);
  });

  test('is mounted over TLS only, by access points and mount targets only, never as root, and lets nobody in by itself', () => {
    const policy = statements(files().one('aws_efs_file_system_policy').policy);
    const client = [
      ...['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
    ];
    const everyone = { Effect: 'Deny', Principal: '*', Resource: arn };
    expect(policy).toEqual({
      TlsOnly: {
        ...{ ...everyone, Sid: 'TlsOnly', Action: 'elasticfilesystem:*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      AccessPointsOnly: {
        ...{ ...everyone, Sid: 'AccessPointsOnly', Action: client },
        Condition: { Null: { 'elasticfilesystem:AccessPointArn': 'true' } },
      },
      MountTargetsOnly: {
        ...{ ...everyone, Sid: 'MountTargetsOnly', Action: client },
        Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'false' } },
      },
      NoRootAccess: { ...everyone, Sid: 'NoRootAccess', Action: 'elasticfilesystem:ClientRootAccess' },
    });
  });

  test('can be left to be destroyed, and not to be backed up, with a reason each', () => {
    const both = { optOuts: { deletionProtection: off, automaticBackups: off } };
    expect(made(both)).not.toHaveProperty('lifecycle');
    expect(files(both).one('aws_efs_backup_policy').backup_policy).toEqual({ status: 'DISABLED' });
    expect(Object.values(optOuts((stack) => new FileSystem(stack, 'shared', props(both))))).toEqual([
      { automatic_backups: off.reason, deletion_protection: off.reason },
    ]);
  });
});

describe('the network', () => {
  test('has a mount target in each zone of the data tier, after the policy', () => {
    const stack = files();
    const policy = `aws_efs_file_system_policy.${stack.resources('aws_efs_file_system_policy')[0]!.name}`;
    const group = stack.reference('aws_security_group', 'id');
    expect(stack.all('aws_efs_mount_target')).toEqual(
      ['subnet-data-a', 'subnet-data-b'].map((subnet_id) =>
        expect.objectContaining({
          ...{ file_system_id: id, subnet_id, security_groups: [group], depends_on: [policy] },
        }),
      ),
    );
  });

  test('keys mount targets by zone: one more replaces none', () => {
    const names = (zones: Record<string, string>) =>
      files({ network: { ...network, subnetIds: { ...network.subnetIds, data: zones } } })
        .resources('aws_efs_mount_target')
        .map(({ name }) => name);
    const two = names(zones('data'));
    expect(names({ 'eu-west-1c': 'subnet-data-c', ...zones('data') })).toEqual(expect.arrayContaining(two));
  });

  test('lets in what a connection is declared from, by NFS alone', () => {
    const stack = synth((stack) => {
      const shared = new FileSystem(stack, 'shared', props());
      const web = new SecurityGroup(stack, 'web', { network, name: 'web', description: 'Web' });
      web.connections.allowTo(shared, shared.port, 'uploads');
    });
    for (const type of ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule']) {
      expect(stack.one(type)).toMatchObject({ from_port: 2049, to_port: 2049, ip_protocol: 'tcp' });
    }
    expect(files().none('aws_vpc_security_group_ingress_rule')).toBe(true);
  });

  test('has a zone at least', () => {
    const subnetIds = { ...network.subnetIds, data: {} };
    expect(refusal({ network: { ...network, subnetIds } })).toThrow(
      'stack/shared: network: expected a zone or more with a data subnet, found []',
    );
  });
});

describe('an access point', () => {
  test('is one directory and one user', () => {
    expect(files().one('aws_efs_access_point')).toMatchObject({
      file_system_id: id,
      posix_user: { uid: 1000, gid: 1000 },
      root_directory: {
        path: '/uploads',
        creation_info: { owner_uid: 1000, owner_gid: 1000, permissions: '0750' },
      },
      tags: { Name: 'prod-shared-uploads' },
    });
  });

  test('may have other groups, another directory and other permissions', () => {
    const uploads = { uid: 1000, gid: 1000, secondaryGids: [2000], path: '/web/uploads', permissions: '0700' };
    expect(files({ accessPoints: { uploads } }).one('aws_efs_access_point')).toMatchObject({
      posix_user: { uid: 1000, gid: 1000, secondary_gids: [2000] },
      root_directory: { path: '/web/uploads', creation_info: { permissions: '0700' } },
    });
  });

  test.each<[FileSystemProps['accessPoints'], string]>([
    [{}, 'accessPoints: expected 1 to 100 access points by name, found {}'],
    [{ uploads: { uid: 0, gid: 1 } }, 'accessPoints.uploads.uid: expected a whole number of (a user ID) from 1 to'],
    [{ uploads: { uid: 1, gid: 1, path: '/' } }, 'accessPoints.uploads.path: expected a path of 1 to 4 directories'],
    [{ uploads: { uid: 1, gid: 1, path: '/../etc' } }, 'accessPoints.uploads.path: expected a path of 1 to 4'],
    [{ uploads: { uid: 1, gid: 1, permissions: '999' } }, 'accessPoints.uploads.permissions: expected octal'],
    [{ Uploads: { uid: 1, gid: 1 } }, 'accessPoints: expected up to 40 of a-z, 0-9 and -, a letter first'],
    [
      { uploads: { uid: 1, gid: 1 }, other: { uid: 2, gid: 2, path: '/uploads' } },
      'accessPoints: expected a directory for each access point, found "/uploads"',
    ],
  ])('refuses %j', (accessPoints, message) => {
    expect(refusal({ accessPoints })).toThrow(`stack/shared: ${message}`);
  });
});

describe('a grant', () => {
  const point = files().reference('aws_efs_access_point', 'arn');
  const granted = (use: (files: FileSystem) => void) => {
    const { name, role, policy } = files({}, use).one('aws_iam_role_policy');
    return { name, role, statements: statements(policy) };
  };
  const MountAccessPoint = {
    ...{ Sid: 'MountAccessPoint', Effect: 'Allow', Resource: arn },
    Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
    Condition: {
      StringEquals: { 'elasticfilesystem:AccessPointArn': point },
      Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' },
    },
  };

  test('lets a role mount one access point, and write its files', () => {
    expect(granted((files) => files.grantMount('Web', role, 'uploads'))).toEqual({
      ...{ name: 'mount-prod-shared-uploads-Web', role: 'web', statements: { MountAccessPoint } },
    });
  });

  test('may be for reading alone', () => {
    const { statements } = granted((files) => files.grantMount('Web', role, 'uploads', 'read'));
    expect(statements.MountAccessPoint?.Action).toEqual(['elasticfilesystem:ClientMount']);
  });

  test('is of an access point that there is, and of each name once', () => {
    expect(() => files({}, (files) => files.grantMount('Web', role, 'media'))).toThrow(
      'stack/shared: accessPoint: expected one of uploads, found "media"',
    );
    const twice = (files: FileSystem) => {
      files.grantMount('Web', role, 'uploads', 'read');
      files.grantMount('Web', role, 'uploads');
    };
    expect(() => files({}, twice)).toThrow(
      'stack/shared: name: expected each access point granted to a name once, found "Web"',
    );
  });

  test('of a file system of another stack belongs to the stack that grants, and so do its connections', () => {
    const ref: FileSystemRef = {
      ...{ name: 'prod-shared', fileSystemId: 'fs-0123456789abcdef0', securityGroupId: 'sg-1' },
      fileSystemArn: `arn:aws:elasticfilesystem:${region}:${account}:file-system/fs-0123456789abcdef0`,
      accessPointIds: { uploads: 'fsap-0123456789abcdef0' },
      accessPointArns: {
        uploads: `arn:aws:elasticfilesystem:${region}:${account}:access-point/fsap-0123456789abcdef0`,
      },
    };
    const stack = synth((stack) => {
      const shared = FileSystem.import(stack, 'shared', ref);
      const web = new SecurityGroup(stack, 'web', { network, name: 'web', description: 'Web' });
      web.connections.allowTo(shared, shared.port, 'uploads');
      shared.grantMount('Web', role, 'uploads');
    });
    expect(stack.one('aws_vpc_security_group_ingress_rule').security_group_id).toBe('sg-1');
    expect(statements(stack.one('aws_iam_role_policy').policy).MountAccessPoint).toMatchObject({
      Resource: ref.fileSystemArn,
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': ref.accessPointArns.uploads } },
    });
    const wrong = { ...ref, accessPointIds: { uploads: 'uploads' } };
    expect(() => synth((stack) => FileSystem.import(stack, 'shared', wrong))).toThrow(
      'stack/shared: ref.accessPointIds.uploads: expected the id of an access point',
    );
  });
});

describe('the storage', () => {
  const back = { transition_to_primary_storage_class: 'AFTER_1_ACCESS' };
  const ia = { transition_to_ia: 'AFTER_30_DAYS' };

  test('moves files that nobody reads, and moves a file that is read back', () => {
    expect(made().lifecycle_policy).toEqual([ia, { transition_to_archive: 'AFTER_90_DAYS' }, back]);
    expect(made({ lifecycle: { infrequentAccessDays: 1 } }).lifecycle_policy).toEqual([
      { transition_to_ia: 'AFTER_1_DAY' },
      back,
    ]);
    expect(made({ lifecycle: {} })).not.toHaveProperty('lifecycle_policy');
  });

  test('has no archive where it is not elastic', () => {
    expect(made({ throughput: 'bursting' }).lifecycle_policy).toEqual([ia, back]);
  });

  test('has the throughput that is decided', () => {
    expect(made({ throughput: 'bursting' }).throughput_mode).toBe('bursting');
    expect(made({ throughput: { provisionedMibps: 20 } })).toMatchObject({
      ...{ throughput_mode: 'provisioned', provisioned_throughput_in_mibps: 20 },
    });
  });

  test.each<[Partial<FileSystemProps>, string]>([
    [
      { lifecycle: { archiveDays: 90 } },
      'lifecycle.archiveDays: expected more days than infrequentAccessDays, after which EFS takes files alone, found 90',
    ],
    [{ lifecycle: { infrequentAccessDays: 90, archiveDays: 90 } }, 'lifecycle.archiveDays: expected more days than'],
    [
      { throughput: 'bursting', lifecycle: { infrequentAccessDays: 30, archiveDays: 90 } },
      'lifecycle.archiveDays: expected nothing, for a throughput other than elastic, found 90',
    ],
    [{ lifecycle: { infrequentAccessDays: 31 as 30 } }, 'lifecycle.infrequentAccessDays: expected one of 1, 7, 14, 30'],
    [{ throughput: { provisionedMibps: 0 } }, 'throughput.provisionedMibps: expected more than 0 and at most 3414'],
  ])('refuses %j', (rest, message) => {
    expect(refusal(rest)).toThrow(`stack/shared: ${message}`);
  });
});

describe('a replica', () => {
  const replica = { region: 'eu-central-1', key: { keyArn: `arn:aws:kms:eu-central-1:${account}:key/5678` } };

  test('is in another region, under a key of that region', () => {
    expect(files({ replica }).one('aws_efs_replication_configuration')).toMatchObject({
      source_file_system_id: id,
      destination: { region: 'eu-central-1', kms_key_id: replica.key.keyArn },
    });
    expect(files().none('aws_efs_replication_configuration')).toBe(true);
  });

  test('is watched', () => {
    const alarm = files({ replica })
      .all('aws_cloudwatch_metric_alarm')
      .find(({ metric_name }) => metric_name === 'TimeSinceLastSync')!;
    expect(alarm).toMatchObject({ threshold: 3600, dimensions: { FileSystemId: id } });
    expect(alarm.dimensions.DestinationFileSystemId).toMatch(/aws_efs_replication_configuration.*file_system_id/);
  });

  test('is refused in the region of the network, and under a key of another', () => {
    expect(refusal({ replica: { region, key } })).toThrow(
      `stack/shared: replica.region: expected another region than that of the network, found "${region}"`,
    );
    expect(refusal({ replica: { ...replica, key } })).toThrow(
      "stack/shared: key.keyArn: expected an ARN of the module's region, eu-central-1",
    );
  });
});

describe('alarms', () => {
  const alarms = (rest?: Partial<FileSystemProps>) => files(rest).all('aws_cloudwatch_metric_alarm');
  const names = (rest?: Partial<FileSystemProps>) =>
    alarms(rest)
      .map(({ alarm_name }) => alarm_name)
      .sort();

  test('watch throughput and operations, and tell the topic what to do', () => {
    expect(names()).toEqual(['efs-prod-shared-io-limit', 'efs-prod-shared-throughput']);
    for (const alarm of alarms()) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
      expect(alarm.alarm_description).toMatch(/Look (at|for)/);
    }
  });

  test('watch burst credits where there are any', () => {
    const bursting = { throughput: 'bursting', alarms: { topic, burstCreditsGib: 50 } } as const;
    expect(names(bursting)).toContain('efs-prod-shared-burst-credits');
    expect(alarms(bursting).find(({ metric_name }) => metric_name === 'BurstCreditBalance')).toMatchObject({
      ...{ threshold: 50 * 1024 ** 3, comparison_operator: 'LessThanThreshold', statistic: 'Minimum' },
    });
  });
});

test.each<[Partial<FileSystemProps>, string]>([
  [{ name: 'a' }, 'name: expected 2 to 64 letters, digits and -, found "a"'],
  [{ key: { keyArn: 'alias/data' } }, 'key.keyArn: expected the ARN of a KMS key, found "alias/data"'],
  [{ throughput: 'max' as 'elastic' }, 'throughput: expected one of elastic, bursting, or an object with provisioned'],
  [{ alarms: { topic, ioLimitPercent: 0 } }, 'alarms.ioLimitPercent: expected a whole number of percent from 1 to 100'],
])('refuses %j', (rest, message) => {
  expect(refusal(rest)).toThrow(`stack/shared: ${message}`);
});
