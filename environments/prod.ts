import type { Environment } from './schema';

export const prod = {
  name: 'prod',
  criticality: 'critical',
  account: '444455556666',
  region: 'eu-west-1',
  tags: {
    owner: 'platform@example.com',
    costCentre: 'shop-prod',
    repository: 'https://github.com/example/terrace',
  },
  state: { bucket: 'example-terrace-prod-state', oldVersionRetentionDays: 365 },
  notifications: { alarms: ['on-call@example.com'], billing: ['platform@example.com', 'finance@example.com'] },
  logRetentionDays: 365,
  identity: {
    passwordPolicy: { minimumLength: 16, maxAgeDays: 90, reusePrevention: 24 },
    maxSessionHours: 1,
    ci: { repository: 'example/terrace', planEnvironment: 'prod-plan', applyEnvironment: 'prod' },
  },
  billing: { monthlyBudgetUsd: 4000, alarmThresholdsPercent: [25, 50, 75, 100], anomalyThresholdUsd: 200 },
  network: {
    cidr: '10.30.0.0/16',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    natGateways: 'per-zone',
    interfaceEndpoints: ['ec2messages', 'kms', 'logs', 'secretsmanager', 'ssm', 'ssmmessages'],
  },
  bastion: { instanceType: 't4g.nano', sshFromCidrs: [], hours: 'always' },
  dns: {
    publicZone: 'shop.example.com',
    privateZone: 'prod.internal',
    dnssec: 'on',
    deletionProtection: 'on',
    certificates: {
      web: { names: ['shop.example.com', 'www.shop.example.com'], usedBy: ['balancer', 'distribution'] },
    },
  },
  databases: {
    main: {
      engine: 'postgres',
      engineVersion: '17',
      instanceClass: 'db.r7g.xlarge',
      allocatedStorageGb: 200,
      maxAllocatedStorageGb: 2000,
      multiAz: true,
      readReplicas: ['reporting', 'reads'],
      backupRetentionDays: 35,
      backupWindow: '01:00-02:00',
      maintenanceWindow: 'sun:03:00-sun:04:00',
      deletionProtection: 'on',
    },
  },
  caches: {
    main: {
      engine: 'valkey',
      engineVersion: '8.1',
      nodeType: 'cache.r7g.large',
      shards: 1,
      replicasPerShard: 2,
      snapshotRetentionDays: 14,
      snapshotWindow: '02:00-03:00',
      maintenanceWindow: 'sun:04:00-sun:05:00',
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
