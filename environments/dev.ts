import type { Environment } from './schema';

export const dev = {
  name: 'dev',
  criticality: 'low',
  account: '111122223333',
  region: 'eu-central-1',
  tags: {
    owner: 'platform@example.com',
    costCentre: 'shop-dev',
    repository: 'https://github.com/example/terrace',
  },
  state: { bucket: 'example-terrace-dev-state', oldVersionRetentionDays: 30 },
  notifications: { alarms: ['platform@example.com'], billing: ['platform@example.com', 'finance@example.com'] },
  logRetentionDays: 30,
  identity: {
    passwordPolicy: { minimumLength: 16, maxAgeDays: 90, reusePrevention: 24 },
    maxSessionHours: 8,
    ci: { repository: 'example/terrace', planEnvironment: 'dev-plan', applyEnvironment: 'dev' },
  },
  billing: { monthlyBudgetUsd: 150, alarmThresholdsPercent: [25, 50, 75, 100], anomalyThresholdUsd: 20 },
  network: {
    cidr: '10.10.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b'],
    natGateways: 'single',
    interfaceEndpoints: [],
  },
  bastion: {
    instanceType: 't4g.nano',
    sshFromCidrs: [],
    hours: { days: 'MON-FRI', start: '07:00', stop: '19:00', timeZone: 'Europe/Dublin' },
  },
  dns: {
    publicZone: 'shop-dev.example.com',
    privateZone: 'dev.internal',
    dnssec: { off: true, reason: 'a forged answer would harm nobody; saves a key and a DS record' },
    deletionProtection: { off: true, reason: 'made and destroyed with the environment; nobody links to it' },
    certificates: {
      web: { names: ['shop-dev.example.com'], usedBy: ['balancer'] },
    },
  },
  databases: {
    main: {
      engine: 'postgres',
      engineVersion: '17',
      instanceClass: 'db.t4g.micro',
      allocatedStorageGb: 20,
      maxAllocatedStorageGb: 50,
      multiAz: false,
      readReplicas: [],
      backupRetentionDays: 3,
      backupWindow: '01:00-02:00',
      maintenanceWindow: 'tue:03:00-tue:04:00',
      deletionProtection: { off: true, reason: 'holds generated data only; rebuilt from fixtures' },
    },
  },
  caches: {
    main: {
      engine: 'valkey',
      engineVersion: '8.1',
      nodeType: 'cache.t4g.micro',
      shards: 1,
      replicasPerShard: 0,
      snapshotRetentionDays: 1,
      snapshotWindow: '02:00-03:00',
      maintenanceWindow: 'tue:04:00-tue:05:00',
    },
  },
  imageRepositories: { web: { keptImages: 20 } },
  flows: [
    { from: 'bastion', to: 'database-main', port: 5432, protocol: 'tcp', reason: 'operators look after the database' },
    { from: 'bastion', to: 'cache-main', port: 6379, protocol: 'tcp', reason: 'operators look after the cache' },
    {
      from: 'bastion',
      to: 'internet',
      port: 443,
      protocol: 'tcp',
      reason: 'Session Manager and packages of Amazon Linux',
    },
  ],
  peers: [],
} satisfies Environment;
