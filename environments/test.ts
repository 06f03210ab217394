import type { Environment } from './schema';

export const test = {
  name: 'test',
  criticality: 'medium',
  account: '222233334444',
  region: 'eu-west-2',
  tags: {
    owner: 'platform@example.com',
    costCentre: 'shop-test',
    repository: 'https://github.com/example/terrace',
  },
  state: { bucket: 'example-terrace-test-state', oldVersionRetentionDays: 90 },
  notifications: { alarms: ['platform@example.com'], billing: ['platform@example.com', 'finance@example.com'] },
  logRetentionDays: 90,
  identity: {
    passwordPolicy: { minimumLength: 16, maxAgeDays: 90, reusePrevention: 24 },
    maxSessionHours: 4,
    ci: { repository: 'example/terrace', planEnvironment: 'test-plan', applyEnvironment: 'test' },
  },
  billing: { monthlyBudgetUsd: 700, alarmThresholdsPercent: [25, 50, 75, 100], anomalyThresholdUsd: 50 },
  network: {
    cidr: '10.20.0.0/16',
    zones: ['eu-west-2a', 'eu-west-2b'],
    natGateways: 'per-zone',
    interfaceEndpoints: ['ec2messages', 'kms', 'logs', 'secretsmanager', 'ssm', 'ssmmessages'],
  },
  bastion: { instanceType: 't4g.nano', sshFromCidrs: [], hours: 'always' },
  dns: {
    publicZone: 'shop-test.example.com',
    privateZone: 'test.internal',
    dnssec: 'on',
    deletionProtection: 'on',
    certificates: {
      web: { names: ['shop-test.example.com', 'www.shop-test.example.com'], usedBy: ['balancer', 'distribution'] },
    },
  },
  databases: {
    main: {
      engine: 'postgres',
      engineVersion: '17',
      instanceClass: 'db.t4g.medium',
      allocatedStorageGb: 50,
      maxAllocatedStorageGb: 200,
      multiAz: true,
      readReplicas: ['reporting'],
      backupRetentionDays: 14,
      backupWindow: '01:00-02:00',
      maintenanceWindow: 'thu:03:00-thu:04:00',
      deletionProtection: 'on',
    },
  },
  caches: {
    main: {
      engine: 'valkey',
      engineVersion: '8.1',
      nodeType: 'cache.t4g.small',
      shards: 1,
      replicasPerShard: 1,
      snapshotRetentionDays: 7,
      snapshotWindow: '02:00-03:00',
      maintenanceWindow: 'thu:04:00-thu:05:00',
    },
  },
  flows: [
    { from: 'bastion', to: 'database-main', port: 5432, protocol: 'tcp', reason: 'operators look after the database' },
    { from: 'bastion', to: 'cache-main', port: 6379, protocol: 'tcp', reason: 'operators look after the cache' },
    {
      from: 'bastion',
      to: 'network/interface-endpoints',
      port: 443,
      protocol: 'tcp',
      reason: 'Session Manager, KMS and Logs, without the internet',
    },
    {
      from: 'bastion',
      to: 'network/gateway-endpoints/s3',
      port: 443,
      protocol: 'tcp',
      reason: 'packages of Amazon Linux, in S3',
    },
  ],
  peers: [],
} satisfies Environment;
