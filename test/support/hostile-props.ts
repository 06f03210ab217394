import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { SessionPreferences } from '../../modules/bastion';
import type { Prop } from '../../modules/props';
import { DomainValidation } from '../../modules/certificate';
import { VpnGateway } from '../../modules/connected-network';
import { Cluster } from '../../modules/ecs';
import { DatabaseCluster } from '../../modules/aurora';
import { Cache } from '../../modules/elasticache';
import { SecurityGroup } from '../../modules/security-group';

// Every public class of the modules with props that it accepts, and hostile values to put in their place.

export const account = '111122223333';
export const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
export const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
export const role = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
export const policy = { policyArn: `arn:aws:iam::${account}:policy/boundary` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
export const network = {
  vpcId: 'vpc-1',
  cidr: '10.0.0.0/16',
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const inZones = (kind: string) => ({ 'eu-west-1a': `${kind}-a`, 'eu-west-1b': `${kind}-b` });
const routedNetwork = {
  ...network,
  routeTableIds: { public: inZones('rtb-public'), private: inZones('rtb-private'), data: inZones('rtb-data') },
  networkAclIds: { public: 'acl-public', private: 'acl-private', data: 'acl-data' },
};
const hostedZone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
const namespace = {
  ...{ namespaceId: 'ns-0123456789abcdef', namespaceName: 'services.prod.internal' },
  namespaceArn: `arn:aws:servicediscovery:${region}:${account}:namespace/ns-0123456789abcdef`,
};
const mailDomain = {
  ...{ name: 'prod-shop', domain: 'shop.example.com' },
  identityArn: `arn:aws:ses:${region}:${account}:identity/shop.example.com`,
  configurationSetArn: `arn:aws:ses:${region}:${account}:configuration-set/prod-shop`,
};
const usEast1Topic = { topicArn: `arn:aws:sns:us-east-1:${account}:alarms` };
const usEast1Key = { keyArn: `arn:aws:kms:us-east-1:${account}:key/1234` };
const usEast1 = (scope: Construct) => new AwsProvider(scope, 'us', { region: 'us-east-1', alias: 'us' });
const specialKey = {
  ...{ purpose: 'Invoices', alias: 'invoices', account, deletionWindowDays: 30, keepsReadable: 'signed invoices' },
  optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
};
const certificate = { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1234` };
const vault = {
  vaultName: 'prod-recovery',
  vaultArn: `arn:aws:backup:${region}:${account}:backup-vault:prod-recovery`,
};
const farVault = { ...vault, vaultArn: `arn:aws:backup:eu-west-3:${account}:backup-vault:prod-recovery` };
const logBucket = { bucketName: 'example-logs', bucketArn: 'arn:aws:s3:::example-logs' };
const site = {
  ...{ domainName: 'example-shop.s3.eu-west-1.amazonaws.com', originAccessControlId: 'E2QWRUHAPOMQZL' },
  functionArn: `arn:aws:cloudfront::${account}:function/prod-shop-paths`,
};
const targets = {
  targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/web/0123456789abcdef`,
};
const endpoints = (scope: Construct) => ({
  interfaceEndpoints: ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 'ssm', 'ssmmessages'],
  endpoints: new SecurityGroup(scope, 'endpoints', { network, name: 'endpoints', description: 'Endpoints' }),
});
const serverContainer = {
  image: {
    parameterName: '/prod/web/image',
    parameterArn: `arn:aws:ssm:${region}:${account}:parameter/prod/web/image`,
  },
  ...{ port: 8080, environment: { PORT: '8080' }, folders: { '/files': '/data/files' } },
  ...{ user: '20000:20000', stopTimeoutSeconds: 60 },
};
const valkey = { name: 'valkey', version: '8.0' };
const windows = { maintenanceWindow: 'sun:03:00-sun:04:00', logRetentionDays: 90 };
const samlProvider = { providerArn: `arn:aws:iam::${account}:saml-provider/okta` };
const provider = { providerArn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` };
const gitLab = {
  ...{ providerArn: `arn:aws:iam::${account}:oidc-provider/gitlab.com`, issuer: 'gitlab.com' },
  audiences: ['https://gitlab.com'],
};
const state = { bucket: 'example-state', keyAlias: 'state', replica: 'example-state-replica' };
const alarm = {
  ...{ name: 'alarm', description: 'What is wrong', threshold: 1, comparisonOperator: 'GreaterThanThreshold', topic },
  ...{ evaluationPeriods: 1, treatMissingData: 'missing' },
};
const requestAlarms = {
  ...{ topic, errorPercent: 5, leastRequests: 20 },
  latencySeconds: { p50: 0.5, p95: 1, p99: 3 },
};
const metric = {
  namespace: 'AWS/RDS',
  metricName: 'CPU',
  dimensions: { a: 'b' },
  statistic: 'Average',
  periodSeconds: 60,
};

const migrated = (which: string, address: number) => ({
  ...{ engine: 'aurora-postgresql', host: `${which}.example.com`, port: 5432, databaseName: 'shop', user: 'dms' },
  ...{ certificatePem: readFileSync(path.join(__dirname, 'certificates/database-ca.pem'), 'utf8') },
  ...{ peers: [{ name: which, cidr: `203.0.113.${address}/32` }], passwordVersion: 2 },
});

/** Props that each class accepts, every optional one among them. */
export const accepted: Readonly<Record<string, (scope: Construct) => object>> = {
  'accelerator/Accelerator': () => ({
    ...{ name: 'prod-catalogue', network, maintenanceWindow: 'sun:03:00-sun:04:00', events: topic },
    tables: {
      products: {
        table: {
          ...{ tableName: 'prod-products', tableArn: `arn:aws:dynamodb:${region}:${account}:table/prod-products` },
          streamArn: `arn:aws:dynamodb:${region}:${account}:table/prod-products/stream/2026-11-30T00:00:00.000`,
        },
        access: 'read-write',
      },
    },
    nodes: { nodeType: 'dax.r5.large', count: 3 },
    timeToLive: { itemSeconds: 300, querySeconds: 60 },
    alarms: {
      ...{ topic, cpuPercent: 80, memoryPercent: 90, evictedMebibytes: 100, missPercent: 50 },
      ...{ leastLookups: 1000, failedRequests: 10 },
    },
  }),
  'alarm/CompositeAlarm': () => ({
    ...{ name: 'web-down', description: 'No host answers. Look at the last deployment.', topic },
    when: { any: [{ alarmName: 'web-errors' }, { alarmName: 'web-none-healthy' }] },
    suppressor: { alarm: { alarmName: 'prod-down' }, waitSeconds: 120, extensionSeconds: 300 },
  }),
  'alarm/MathAlarm': () => ({
    ...alarm,
    metrics: { a: metric },
    steps: { b: 'a * 2' },
    expression: 'b',
    label: 'twice',
  }),
  'alarm/MetricAlarm': () => ({ ...alarm, metric: { ...metric, statistic: 'p99.9' }, fewSamples: 'ignore' }),
  'backup/BackupPlan': () => ({
    ...{ name: 'prod-daily', account, region, tag: 'daily', vault, role },
    rules: {
      daily: { at: '05:00', keepDays: 35, continuous: true },
      monthly: {
        at: '06:00',
        dayOfMonth: 1,
        keepDays: 365,
        coldAfterDays: 30,
        copies: [{ vault: farVault, keepDays: 30 }],
      },
    },
  }),
  'backup/BackupReports': () => ({ name: 'prod_backups', minRetentionDays: 35, bucket: logBucket }),
  'backup/BackupRole': () => ({ name: 'prod-backup', account, prefixes: ['prod-'] }),
  'backup/FailedJobs': () => ({
    ...{ name: 'prod', account, region, key, vault, topic },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'backup/RestoreRole': () => ({ name: 'prod-restore', account, tablePrefixes: ['prod-'] }),
  'backup/RestoreTest': () => ({
    ...{ name: 'prod_weekly', day: 'SUN', at: '08:00', vault, role },
    selections: {
      main: {
        ...{ type: 'RDS', stores: [`arn:aws:rds:${region}:${account}:db:prod-main`] },
        settings: { dbSubnetGroupName: 'prod-main' },
      },
    },
  }),
  'backup/Vault': () => ({
    ...{ name: 'prod-recovery', account, region, keyAlias: 'recovery', administrators: ['people/administrator'] },
    lock: {
      ...{ minRetentionDays: 7, maxRetentionDays: 35 },
      compliance: { coolingOffDays: 14, reason: 'The regulator asks for it' },
    },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'bastion/Bastion': (scope) => ({
    ...{ name: 'dev-bastion', account, region, topic, instanceType: 't4g.nano', tags: { owner: 'me' } },
    network: { ...network, s3PrefixListId: 'pl-1', ...endpoints(scope) },
    sessions: new SessionPreferences(scope, 'sessions', { name: 'dev', account, region, logRetentionDays: 30 }),
    ...{
      sshFromCidrs: ['203.0.113.0/24'],
      hours: { days: 'MON-FRI', start: '07:00', stop: '19:00', timeZone: 'Europe/Dublin' },
    },
  }),
  'bastion/SessionPreferences': () => ({
    ...{ name: 'dev', account, region, logRetentionDays: 30, idleTimeoutMinutes: 15, maxSessionMinutes: 60 },
  }),
  'billing-alarms/BillingAlarms': (scope) => ({
    ...{ name: 'dev', account, monthlyBudgetUsd: 100, thresholdsPercent: [50, 100], anomalyThresholdUsd: 10 },
    budgets: {
      database: { limitUsd: 40, service: 'Amazon Relational Database Service' },
      web: { limitUsd: 30, tag: { key: 'service', value: 'web' } },
      sandbox: { limitUsd: 20, account },
    },
    ...{ subscribers: ['a@example.com'], provider: new AwsProvider(scope, 'us', { region: 'us-east-1', alias: 'us' }) },
  }),
  'bucket/Bucket': () => ({
    ...{ bucket: 'example-uploads', account, region, key, oldVersionDays: 90 },
    accessLogs: logBucket,
    lifecycle: {
      ...{ standardIaDays: 30, glacierInstantDays: 60, glacierFlexibleDays: 150, deepArchiveDays: 240 },
      expireDays: 420,
    },
    corsOrigins: ['https://shop.example.com'],
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'canary/Canary': () => ({
    ...{ name: 'prod-shop', account, region, url: 'https://shop.example.com/', artifacts: logBucket, key },
    script: { source: 'exports.handler = async () => {};' },
    runs: { everyMinutes: 5, timeoutSeconds: 30 },
    monitoring: { topic, logRetentionDays: 30, durationMs: 5000, runRetentionDays: 31 },
  }),
  'certificate/Certificate': (scope) => ({
    ...{ name: 'prod-web', names: ['shop.example.com', '*.shop.example.com'], topic, keyAlgorithm: 'RSA_2048' },
    validation: new DomainValidation(scope, 'validation', { zone: hostedZone }),
  }),
  'certificate/DomainValidation': () => ({ zone: hostedZone }),
  'client-vpn/ClientVpn': () => ({
    ...{ name: 'prod', network, clientCidr: '10.210.0.0/22', serverCertificate: certificate, topic },
    authentication: { saml: { provider: samlProvider, selfServicePortal: samlProvider } },
    access: {
      developers: { group: 'developers', ranges: ['10.0.20.0/22'] },
      staff: { everybody: { off: true, reason: 'All of them operate it' }, ranges: ['10.200.0.0/16'] },
    },
    options: { protocol: 'udp', port: 443, sessionHours: 8, banner: 'For work' },
    optOuts: { splitTunnel: { off: true, reason: 'Devices are in one network' } },
    logs: { key, retentionDays: 30 },
  }),
  'connected-network/ConnectedNetwork': () => ({
    ...{ network: routedNetwork, ranges: ['10.200.0.0/16'], routeTarget: { transitGatewayId: 'tgw-1' } },
    tiers: { private: true, dataPorts: [5432] },
  }),
  'connected-network/TransitGatewayAttachment': () => ({
    ...{ name: 'prod', network, subnetIds: zones('private'), transitGatewayId: 'tgw-1' },
    ...{ dnsSupport: true, applianceMode: false },
  }),
  'connected-network/TransitGatewaySubnets': () => ({ name: 'prod', network: routedNetwork }),
  'connected-network/VpcPeering': () => ({
    ...{ name: 'prod-partner', network, peerVpcId: 'vpc-2', peerOwnerId: '444455556666', peerRegion: 'eu-west-2' },
    allowRemoteVpcDnsResolution: true,
  }),
  'connected-network/VpcPeeringAccepter': () => ({
    ...{ name: 'prod-audit', vpcPeeringConnectionId: 'pcx-1', allowRemoteVpcDnsResolution: true },
  }),
  'connected-network/VpnConnection': (scope) => ({
    ...{ name: 'prod-office', ipAddress: '203.0.113.1', bgpAsn: 65_010, topic },
    gateway: new VpnGateway(scope, 'vpn-gateway', {
      ...{ name: 'prod', account, region, network, logs: { key, retentionDays: 30 } },
    }),
    routing: { staticRoutes: ['10.200.0.0/16'] },
  }),
  'connected-network/VpnGateway': () => ({
    ...{ name: 'prod', account, region, network, logs: { key, retentionDays: 30 } },
  }),
  'dashboard/Dashboard': () => ({
    name: 'prod',
    rows: [
      [{ title: 'CPU', region, unit: 'percent', metrics: { CPU: metric } }],
      [
        {
          title: 'twice',
          region,
          math: { metrics: { a: metric }, steps: { b: 'a * 2' }, expressions: { twice: 'b' } },
        },
      ],
    ],
  }),
  'distribution/Distribution': (scope) => ({
    ...{ name: 'prod-shop', account, provider: usEast1(scope), logs: logBucket },
    hosts: {
      names: ['shop.example.com'],
      certificate: { certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1234` },
    },
    origins: {
      ...{ site, secondSite: site, dynamicPaths: ['/api/*'] },
      balancer: {
        dnsName: 'prod-123.eu-west-1.elb.amazonaws.com',
        header: { headerName: 'x-origin-verify', current: 'a'.repeat(32), previous: 'b'.repeat(32) },
      },
    },
    webAcl: { webAclArn: `arn:aws:wafv2:us-east-1:${account}:global/webacl/prod-edge/1234` },
    alarms: { topic: usEast1Topic, errorPercent: 5 },
    headers: { contentSecurityPolicy: "default-src 'self'", hstsPreload: true },
    delivery: { priceClass: 'PriceClass_All', waitForDeployment: false },
  }),
  'discovery/Namespace': () => ({ name: 'services.prod.internal', network }),
  'ecs/Cluster': () => ({ name: 'prod', account, region, logRetentionDays: 30 }),
  'ecs/ImagePointer': () => ({ name: '/prod/web/image', firstImage: 'public.ecr.aws/nginx/nginx:1.29' }),
  'ecs/InstanceCapacity': (scope) => ({
    ...{ name: 'prod-general', network: { ...network, s3PrefixListId: 'pl-1', ...endpoints(scope) } },
    cluster: new Cluster(scope, 'cluster', { name: 'prod', account, region, logRetentionDays: 30 }),
    sessions: new SessionPreferences(scope, 'sessions', { name: 'dev', account, region, logRetentionDays: 30 }),
    instances: {
      ...{ instanceTypes: ['c7g.large', 'c6g.large', 'm7g.large'], tags: { owner: 'me' }, diskGb: 50 },
      ...{ image: '/prod/instances/image', agent: { mounts: ['/'] } },
    },
    scale: {
      ...{ min: 0, max: 12, targetCapacityPercent: 90, stepSize: 2, spot: { onDemandBase: 2, percentAbove: 75 } },
      schedules: { morning: { days: 'MON-FRI', at: '08:00', timeZone: 'Europe/Dublin', min: 4, max: 12 } },
    },
    alarms: { topic, cpuPercent: 90, memoryPercent: 90, diskPercent: 85 },
    replacement: { maxHealthyPercent: 150, alarms: ['prod-web-5xx'], maxLifetimeDays: 30 },
  }),
  'ecs/Service': (scope) => ({
    ...{ name: 'prod-web', network, exec: true },
    logs: {
      ...{ key, retentionDays: 30 },
      traces: {
        collectorImage: `${account}.dkr.ecr.${region}.amazonaws.com/prod/collector:v0.43.3`,
        ...{ environment: 'prod', samplePercent: 5, tracesPerSecond: 1 },
      },
    },
    cluster: new Cluster(scope, 'cluster', { name: 'prod', account, region, logRetentionDays: 30 }),
    container: {
      ...{ image: 'public.ecr.aws/nginx/nginx:1.29', port: 8080 },
      size: { cpu: 512, memoryMb: 1024, architecture: 'ARM64' },
      ...{ command: ['node', 'web.js'], environment: { A: 'b' }, user: '1000:1000', writablePaths: ['/tmp'] },
      secrets: { S: `arn:aws:secretsmanager:${region}:${account}:secret:s` },
      ...{ healthCheck: ['node', 'health.js'], stopTimeoutSeconds: 30 },
    },
    capacity: { onDemandBase: 2, spotPercent: 50 },
    scale: {
      ...{ min: 2, max: 10, cpuPercent: 60, memoryPercent: 75 },
      requests: { perMinute: 600, resourceLabel: 'app/prod/0123456789abcdef/targetgroup/web/0123456789abcdef' },
    },
    traffic: {
      targetGroups: [targets],
      rollbackAlarms: ['prod-web-5xx'],
      discovery: {
        ...{ namespace, name: 'web', ttlSeconds: 10 },
        serviceConnect: { role: 'client-server', requestTimeoutSeconds: 60 },
      },
    },
    alarms: { topic, cpuPercent: 90, memoryPercent: 90 },
  }),
  'elasticache/Cache': () => ({
    ...{
      name: 'prod-main',
      network,
      key,
      engine: { ...valkey, evictionPolicy: 'noeviction', userGroup: 'redis', parameters: { timeout: '300' } },
    },
    capacity: { nodeType: 'cache.r7g.large', shards: 1, replicasPerShard: 1 },
    upkeep: { snapshotRetentionDays: 7, snapshotWindow: '01:00-02:00', applyImmediately: true, ...windows },
    alarms: {
      topic,
      engineCpuPercent: 80,
      memoryPercent: 90,
      evictionsPerMinute: 1,
      connections: 1,
      replicationLagSeconds: 1,
    },
    users: { app: 'on ~* +@all' },
    restoreFrom: { snapshot: 'prod-main-final' },
    optOuts: {
      deletionProtection: { off: true, reason: 'It holds a copy' },
      finalSnapshot: { off: true, reason: 'It holds a copy' },
    },
  }),
  'elasticache/ServerlessCache': () => ({
    ...{ name: 'prod-pages', network, key, engine: { name: 'valkey', majorVersion: '8' } },
    limits: { dataStorageGb: { max: 10, min: 1 }, ecpuPerSecond: { max: 5000, min: 1000 } },
    snapshots: { retentionDays: 7, dailyTime: '02:00' },
    alarms: { topic, storagePercent: 75, ecpuPercent: 75, throttledCommands: 1 },
    users: { app: 'on ~* +@all' },
    restoreFrom: { snapshotArn: `arn:aws:elasticache:${region}:${account}:serverlesssnapshot:pages` },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'application-secret/FailedRotations': () => ({
    ...{ name: 'prod', topic },
    untold: { queueArn: `arn:aws:sqs:${region}:${account}:prod-failed-events` },
  }),
  'application-secret/Secret': () => ({
    ...{ name: 'prod/webhook', description: 'Signs what the carrier tells', key, readers: [role] },
    rotation: { byHand: { everyDays: 90, nextBy: '2027-02-28', reason: 'The carrier makes it' } },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'aurora/GlobalCluster': (scope) => ({
    name: 'prod-main-global',
    primary: new DatabaseCluster(scope, 'primary', {
      ...{ name: 'prod-main', account, region, network, key, alarms: { topic } },
      engine: { name: 'aurora-postgresql', version: '17', masterPasswordVersion: 1 },
      capacity: { instanceClass: 'db.r8g.large', instances: { a: {} } },
      upkeep: { backupRetentionDays: 14, backupWindow: '01:00-02:00', ...windows },
    }),
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'elasticache/GlobalDatastore': (scope) => ({
    ...{ name: 'prod-main', region, majorVersionUpgrade: true },
    primary: new Cache(scope, 'primary', {
      ...{ name: 'prod-main', network, key, engine: { name: 'valkey', version: '8.0' } },
      capacity: { nodeType: 'cache.r7g.large', shards: 1, replicasPerShard: 1 },
      upkeep: { snapshotRetentionDays: 7, snapshotWindow: '01:00-02:00', applyImmediately: true, ...windows },
      alarms: { topic },
    }),
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'event-bus/EventBus': () => ({
    ...{ name: 'prod-shop', account, region, key, alarms: { topic }, archiveDays: 90 },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'file-system/FileSystem': () => ({
    ...{ name: 'prod-shared', network, key, throughput: 'elastic' },
    accessPoints: {
      uploads: { uid: 1000, gid: 1000, secondaryGids: [2000], path: '/uploads', permissions: '0750' },
    },
    alarms: { topic, throughputPercent: 80, ioLimitPercent: 90, burstCreditsGib: 100, replicationLagMinutes: 60 },
    lifecycle: { infrequentAccessDays: 30, archiveDays: 90 },
    replica: { region: 'us-east-1', key: usEast1Key },
    optOuts: {
      deletionProtection: { off: true, reason: 'It holds a copy' },
      automaticBackups: { off: true, reason: 'It holds a copy' },
    },
  }),
  'function/Function': () => ({
    ...{ name: 'prod-worker', account, region, key },
    code: { folder: 'test/support/function-code' },
    runtime: {
      ...{ name: 'python3.13', handler: 'app.handler', supportedOn: '2027-01-01', architecture: 'arm64' },
      environment: { STAGE: 'prod' },
    },
    limits: { timeoutSeconds: 30, reservedConcurrency: 10, memoryMb: 512, ephemeralStorageMb: 512 },
    failures: {
      queue: { queueArn: `arn:aws:sqs:${region}:${account}:failed` },
      ...{ maximumRetryAttempts: 1, maximumEventAgeSeconds: 3600 },
    },
    monitoring: { topic, logRetentionDays: 30, logLevel: 'INFO', errorPercent: 5, durationPercent: 80 },
    network: { network, securityGroup: { securityGroupId: 'sg-1' } },
  }),
  'firewall/WebAcl': (scope) => ({
    ...{ name: 'prod-web', account, scope: { cloudfront: usEast1(scope) } },
    rateLimit: { requests: 2000, windowSeconds: 300 },
    logs: { key: usEast1Key, retentionDays: 90, requests: 'all' },
    alarms: { topic: usEast1Topic, blockedRequests: 1000 },
    managedRules: {
      AWSManagedRulesCommonRuleSet: { version: 'Version_1.3', mode: 'count', countedRules: ['SizeRestrictions_BODY'] },
    },
    optOuts: { blocking: { off: true, reason: 'It counts for two weeks' } },
  }),
  'http-api/HttpApi': () => ({
    ...{ name: 'prod-public', account, region, throttling: { ratePerSecond: 200, burst: 400 } },
    domain: { name: 'api.shop.example.com', zone: hostedZone, certificate },
    cors: {
      ...{ origins: ['https://shop.example.com'], methods: ['GET'], headers: ['authorization'] },
      ...{ credentials: true, maxAgeSeconds: 600 },
    },
    accessLogs: { key, retentionDays: 30 },
    alarms: { topic, serverErrorPercent: 5, latencyP95Seconds: 0.5 },
    jwt: { issuer: 'https://tokens.example.com/', audiences: ['shop'] },
  }),
  'http-api/VpcLink': () => ({ name: 'prod-services', network }),
  'iam/ContinuousIntegration': () => ({
    ...{ account, state, boundary: policy, samlProviders: true, userPools: true },
    ...{ accelerators: true, passesRolesTo: ['dax.amazonaws.com'] },
    plan: { gitlab: { provider: gitLab, project: 'group/sub/project', ref: { branch: 'main' } } },
    apply: { github: { provider, repository: 'owner/name', environment: 'apply' } },
  }),
  'iam/FederatedPeople': () => ({
    ...{ account, maxSessionHours: 1, boundary: policy },
    provider: samlProvider,
    signInRegions: ['us-east-1', 'eu-central-1'],
  }),
  'iam/Group': () => ({ name: 'developers', assumes: role, ownMfa: policy }),
  'iam/ManagedPolicy': () => ({
    ...{ name: 'reader', description: 'Reads orders', path: '/apps/' },
    statements: [{ Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }],
  }),
  'iam/OidcProvider': () => ({ url: 'https://gitlab.example.com', audiences: ['https://gitlab.example.com'] }),
  'iam/OwnMfaPolicy': () => ({ account }),
  'iam/PasswordPolicy': () => ({ minimumLength: 14, maxAgeDays: 90, reusePrevention: 24 }),
  'iam/People': () => ({ account, maxSessionHours: 1, boundary: policy }),
  'iam/PermissionsBoundary': () => ({
    ...{ account, state, services: ['s3'], samlProviders: true, passesRolesTo: ['dax.amazonaws.com'] },
    record: { arns: ['arn:aws:s3:::example-archive/*'], keyAlias: 'terrace/prod/audit' },
    backups: { vaultName: 'prod-recovery', keyAlias: 'terrace/prod/recovery' },
  }),
  'iam/Role': () => ({
    ...{
      name: 'app',
      description: 'Runs the app',
      trust: { service: 'ecs-tasks.amazonaws.com', sourceAccount: account },
    },
    ...{ path: '/apps/', maxSessionHours: 1, permissionsBoundary: policy, awsManagedPolicies: ['SecurityAudit'] },
    managedPolicies: { 'reads-orders': policy },
  }),
  'iam/SamlProvider': () => ({
    ...{ name: 'okta', metadata: readFileSync('test/support/saml/identity-provider.xml', 'utf8') },
  }),
  'iam/UnusedAccessAnalyzer': () => ({ unusedAccessDays: 90 }),
  'inspector/Inspector': () => ({ account, resourceTypes: ['EC2', 'LAMBDA', 'LAMBDA_CODE'] }),
  'image-repository/ImageRepository': () => ({ name: 'prod/web', key, keptImages: 50, untaggedDays: 7 }),
  'kms/Key': () => ({
    ...{ purpose: 'Orders', alias: 'orders', account, region, deletionWindowDays: 30 },
    ...{ rotationPeriodDays: 180, multiRegion: true, keepsReadable: 'final snapshots' },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'kms/AsymmetricEncryptionKey': () => ({ ...specialKey, keySpec: 'RSA_4096' }),
  'kms/HmacKey': () => ({ ...specialKey, keySpec: 'HMAC_256' }),
  'kms/KeyAgreementKey': () => ({ ...specialKey, keySpec: 'ECC_NIST_P256' }),
  'kms/ReplicaKey': (scope) => ({
    ...{ purpose: 'Orders', alias: 'orders', account, region, deletionWindowDays: 30, keepsReadable: 'snapshots' },
    primary: { keyArn: `arn:aws:kms:us-east-1:${account}:key/mrk-1234`, region: 'us-east-1', multiRegion: true },
    provider: new AwsProvider(scope, 'here', { region, alias: 'here' }),
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'kms/SigningKey': () => ({ ...specialKey, keySpec: 'ECC_SECG_P256K1' }),
  'load-balancer/LoadBalancer': () => ({
    ...{ name: 'prod', account, region, network, certificate, logs: logBucket },
    reachedFrom: {
      cloudfront: {
        prefixListId: 'pl-4fa04526',
        header: { headerName: 'x-origin-verify', current: 'a'.repeat(36), previous: 'b'.repeat(36) },
      },
    },
    alarms: { ...requestAlarms, rejectedConnections: 1, tlsErrors: 100 },
    tls: { certificates: { other: certificate }, policy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'load-balancer/OriginHeader': () => ({ name: 'prod-web', key }),
  'log-archive/LogArchive': () => ({
    ...{ bucket: 'example-archive', unlockedBucket: 'example-archive-unlocked', account, region, key },
    ...{ retentionDays: 1095, lockDays: 365, glacierDays: 90 },
    optOuts: {
      lock: { off: true, reason: 'It holds a copy' },
      deletionProtection: { off: true, reason: 'It holds a copy' },
    },
  }),
  'log-data-protection/LogDataProtection': () => ({
    ...{ name: 'prod', account, region, key, topic, retentionDays: 30 },
    dataIdentifiers: ['EmailAddress', 'CreditCardNumber'],
  }),
  'log-group/LogGroup': () => ({ name: '/orders', retentionDays: 30, key }),
  'migration/Migration': () => ({
    ...{ name: 'prod-orders', account, region, network, key, source: migrated('old', 10), target: migrated('new', 11) },
    task: { type: 'full-load-and-cdc', tables: ['public.orders', 'public.order_%'], endsOn: '2027-03-31' },
    instance: {
      ...{ instanceClass: 'dms.t3.medium', maintenanceWindow: 'sun:04:00-sun:05:00', logRetentionDays: 90 },
      ...{ allocatedStorageGb: 100, multiAz: true },
    },
    alarms: { topic, latencySeconds: 60, freeStorageGb: 20, freeMemoryMb: 512, cpuPercent: 80 },
  }),
  'migration/MigrationServiceRoles': () => ({ account }),
  'mail/Mail': () => ({
    ...{ name: 'prod-shop', account, region, key },
    domain: { zone: hostedZone, name: 'news.shop.example.com', mailFrom: 'returns' },
    events: { logRetentionDays: 90, types: ['BOUNCE'], visibilityTimeoutSeconds: 60, oldestMessageSeconds: 900 },
    alarms: { topic, bouncePercent: 2, complaintPercent: 0.05 },
    dmarc: { policy: 'reject', reportsTo: 'dmarc@example.com' },
    optOuts: {
      deletionProtection: { off: true, reason: 'It holds a copy' },
      dmarcEnforcement: { off: true, reason: 'It holds a copy' },
    },
  }),
  'logged-errors/LoggedErrors': () => ({ name: 'prod-web', logGroupName: '/aws/ecs/prod-web' }),
  'macie/Macie': () => ({ publishingMinutes: 60 }),
  'network/BucketFlowLogs': () => ({
    ...{ name: 'prod', network, bucket: logBucket, fileFormat: 'parquet', perHourPartition: true },
    fields: ['srcaddr', 'dstaddr'],
  }),
  'message-topic/MessageTopic': () => ({
    ...{ name: 'order-placed', account, region, key, alarms: { topic }, logRetentionDays: 90 },
    fifo: { contentBasedDeduplication: true, highThroughput: false },
  }),
  'network/Network': () => ({
    ...{ name: 'prod', account, region, cidr: '10.0.0.0/16', zones: ['eu-west-1a', 'eu-west-1b'], topic },
    ipv6: 'on',
    natGateways: { placement: 'single', addresses: { 'eu-west-1a': 'eipalloc-0a1b2c3d' } },
    ...{ interfaceEndpoints: ['ssm'], sshFromCidrs: ['203.0.113.0/24'] },
    flowLogs: { key, retentionDays: 30, fields: ['srcaddr', 'dstaddr'] },
  }),
  'notifications/Topic': () => ({
    ...{ name: 'alarms', account, region, subscribers: ['a@example.com'], publishers: ['cloudwatch.amazonaws.com'] },
  }),
  'queue/DeadLetterQueue': () => ({
    ...{ name: 'prod-undelivered', account, region, key, alarms: { topic }, fifo: true },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'queue/Queue': () => ({
    ...{ name: 'prod-orders', account, region, key, visibilityTimeoutSeconds: 180, retentionDays: 7 },
    ...{ alarms: { topic, oldestMessageSeconds: 900 }, maxReceiveCount: 3 },
    fifo: { contentBasedDeduplication: true, highThroughput: false },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'pipe/Pipe': () => ({
    ...{ name: 'prod-orders', description: 'Orders that changed', account, region, key, logRetentionDays: 90 },
    source: {
      table: {
        ...{ tableName: 'orders', tableArn: `arn:aws:dynamodb:${region}:${account}:table/orders` },
        streamArn: `arn:aws:dynamodb:${region}:${account}:table/orders/stream/2026-01-01T00:00:00.000`,
      },
      ...{ filters: [{ eventName: ['INSERT'] }], batchSize: 10, batchSeconds: 5 },
      ...{ maxRetries: 3, maxAgeSeconds: 600, parallelBatches: 2 },
    },
    target: {
      queue: {
        ...{ queueName: 'changes.fifo', queueArn: `arn:aws:sqs:${region}:${account}:changes.fifo` },
        queueUrl: `https://sqs.${region}.amazonaws.com/${account}/changes.fifo`,
        deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:changes-dead-letters.fifo`,
      },
      ...{ messageGroupId: '$.dynamodb.Keys.id.S', messageDeduplicationId: '$.eventID', inputTemplate: '<$.dynamodb>' },
    },
    alarms: { topic, failedExecutions: 1 },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'detector/Detector': () => ({
    ...{ features: ['S3_DATA_EVENTS', 'RUNTIME_MONITORING'], agents: ['EC2_AGENT_MANAGEMENT'], publishingMinutes: 60 },
    archive: { bucket: logBucket, key },
  }),
  'recorder/Recorder': () => ({
    ...{ account, region, archive: { bucket: { bucketName: 'example-logs' }, key }, globalResourceTypes: true },
    ...{ recordingFrequency: 'CONTINUOUS', dailyTypes: ['AWS::EC2::NetworkInterface'] },
    serviceLinkedRole: {
      roleName: 'AWSServiceRoleForConfig',
      roleArn: `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    },
    aggregatedRegions: [region, 'us-east-1'],
  }),
  'rds/Database': () => ({
    ...{ name: 'prod-main', account, region, network, key },
    engine: {
      name: 'postgres',
      version: '17',
      databaseName: 'orders',
      masterPasswordVersion: 1,
      parameters: { work_mem: '65536' },
      allowMajorVersionUpgrade: true,
    },
    capacity: {
      ...{ instanceClass: 'db.r7g.large', allocatedStorageGb: 400, maxAllocatedStorageGb: 1000, multiAz: true },
      ...{ storageType: 'gp3', iops: 16_000, throughputMibps: 1000 },
      readReplicas: [{ name: 'reads', instanceClass: 'db.r7g.xlarge' }],
      retiringReplicas: ['reporting'],
    },
    upkeep: { backupRetentionDays: 14, backupWindow: '01:00-02:00', ...windows, applyImmediately: true },
    alarms: {
      ...{ topic, cpuPercent: 80, freeableMemoryPercent: 5, freeStoragePercent: 5, connectionsPercent: 60 },
      replicaLagSeconds: 60,
    },
    optOuts: {
      deletionProtection: { off: true, reason: 'It holds a copy' },
      finalSnapshot: { off: true, reason: 'It holds a copy' },
    },
  }),
  'aurora/DatabaseCluster': () => ({
    ...{ name: 'prod-main', account, region, network, key },
    engine: {
      name: 'aurora-mysql',
      version: '8.0',
      databaseName: 'orders',
      parameters: { max_allowed_packet: '67108864' },
      instanceParameters: { max_connections: '500' },
      auditEvents: ['CONNECT'],
      allowMajorVersionUpgrade: true,
      masterPasswordVersion: 2,
    },
    capacity: {
      instanceClass: 'db.serverless',
      instances: { a: { promotionTier: 0 }, b: { instanceClass: 'db.r8g.large', promotionTier: 2 } },
      serverless: { minAcu: 0, maxAcu: 16, secondsUntilAutoPause: 600 },
      readerScaling: { maxReaders: 4, cpuPercent: 60, connections: 200 },
      storage: 'io-optimized',
    },
    upkeep: {
      ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00', ...windows, applyImmediately: true },
      databaseInsights: 'advanced',
    },
    alarms: {
      ...{ topic, cpuPercent: 80, freeableMemoryPercent: 5, connectionsPercent: 60, acuPercent: 90 },
      replicaLagMilliseconds: 1000,
    },
    optOuts: {
      deletionProtection: { off: true, reason: 'It holds a copy' },
      finalSnapshot: { off: true, reason: 'It holds a copy' },
    },
  }),
  'database-proxy/DatabaseProxy': (scope) => ({
    ...{ name: 'prod-main', account, region, network, key, logRetentionDays: 30 },
    database: {
      connections: new SecurityGroup(scope, 'database', { network, name: 'database', description: 'Database' })
        .connections,
      proxyTarget: { protocol: 'postgres', clusterIdentifier: 'prod-main' },
    },
    users: {
      orders: { login: 'iam', passwordVersion: 1 },
      reports: { login: 'password', secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:reports-AbCdEf` },
    },
    alarms: { topic, connectionsPercent: 80, pinnedPercent: 50, borrowMilliseconds: 1000, failedLogins: 20 },
    pool: {
      ...{ idleClientSeconds: 1800, maxConnectionsPercent: 90, maxIdleConnectionsPercent: 45 },
      ...{ borrowTimeoutSeconds: 30, ignoreVariableSets: true },
    },
  }),
  'rds/RegionalReplica': (scope) => ({
    ...{ name: 'prod-main-virginia', provider: usEast1(scope), key: usEast1Key },
    source: {
      ...{ name: 'prod-main', account, region, databaseArn: `arn:aws:rds:${region}:${account}:db:prod-main` },
      engine: { name: 'mysql', version: '8.4', auditLog: { events: ['CONNECT'], excludedUsers: ['rdsadmin'] } },
      allocatedStorageGb: 100,
    },
    network: {
      ...network,
      subnetIds: { ...network.subnetIds, data: { 'us-east-1a': 'subnet-a', 'us-east-1b': 'subnet-b' } },
    },
    capacity: { instanceClass: 'db.r7g.large', maxAllocatedStorageGb: 1000, multiAz: true },
    upkeep: { ...windows, applyImmediately: true },
    alarms: { topic: usEast1Topic, cpuPercent: 80, replicaLagSeconds: 60 },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'rest-api/RestApiLogs': () => ({ name: 'prod-api-gateway-logs' }),
  'rest-api/RestApi': () => ({
    ...{ name: 'prod-partners', account, region, throttling: { ratePerSecond: 200, burst: 400 } },
    domain: { name: 'partners.shop.example.com', zone: hostedZone, certificate },
    accessLogs: { key, retentionDays: 30 },
    alarms: { topic, serverErrorPercent: 5, latencyP95Seconds: 0.5 },
    webAcl: { webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/prod-partners/1234` },
    clients: {
      userPool: { userPoolArn: `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_aBcDeFgHi` },
      usagePlans: {
        partners: {
          ...{ throttling: { ratePerSecond: 10, burst: 20 }, quota: { requests: 10_000, per: 'DAY' }, keys: ['acme'] },
        },
      },
      addresses: ['203.0.113.0/24'],
    },
  }),
  'saved-query/SavedQuery': () => ({
    ...{ name: 'prod/errors', logGroupNames: ['/aws/ecs/prod-web'], commands: ['filter level = "error"', 'limit 50'] },
  }),
  'schedule/ScheduleGroup': () => ({
    ...{ name: 'prod-shop', account, region, key, alarms: { topic } },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'security-findings/SecurityFindings': () => ({
    ...{ name: 'prod-findings', account, region, sources: ['security-hub', 'guardduty'], leastSeverity: 'high' },
    ...{ topic, key, alarms: { topic } },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'security-hub/SecurityHub': () => ({
    ...{ account, region, standards: ['fsbp', 'cis-5.0'], linkedRegions: ['us-east-1'] },
    controls: { 'RDS.23': { off: true, reason: 'Nobody reaches the port' }, 'RDS.3': 'on' },
  }),
  'security-group/SecurityGroup': () => ({ network, name: 'web', description: 'Web servers' }),
  'server-group/ServerGroup': (scope) => ({
    ...{ name: 'prod-web', account, region, network: { ...network, s3PrefixListId: 'pl-1', ...endpoints(scope) } },
    sessions: new SessionPreferences(scope, 'sessions', { name: 'dev', account, region, logRetentionDays: 30 }),
    servers: {
      ...{
        instanceTypes: ['t4g.small', 't4g.medium', 'm7g.medium'],
        tags: { owner: 'me' },
        tier: 'private',
        diskGb: 20,
      },
      ...{ image: 'ami-0123456789abcdef0', userData: 'systemctl start "web-${ROLE}"', variables: { ROLE: 'web' } },
      agent: { mounts: ['/', '/data'], logs: { key, retentionDays: 30, files: ['/var/log/web/*.log'] } },
      container: serverContainer,
      calls: ['sqs'],
    },
    scale: {
      ...{ min: 2, max: 12, desired: 3, cpuPercent: 60, spot: { onDemandBase: 2, percentAbove: 75 } },
      requests: { perMinute: 600, resourceLabel: 'app/prod/0123456789abcdef/targetgroup/web/0123456789abcdef' },
      schedules: {
        morning: { days: 'MON-FRI', at: '08:00', timeZone: 'Europe/Dublin', min: 4, max: 12, desired: 4 },
      },
    },
    traffic: { targetGroups: [{ ...targets, targetType: 'instance' }], graceSeconds: 120 },
    alarms: { topic, cpuPercent: 90, memoryPercent: 90, diskPercent: 85 },
    replacement: {
      ...{ order: 'launch-before-terminate', maxHealthyPercent: 150, alarms: ['prod-web-5xx'], warmupSeconds: 60 },
      ...{ drainSeconds: 300, maxLifetimeDays: { off: true, reason: 'It holds a copy' } },
    },
  }),
  'service-level/ServiceLevel': () => ({
    ...{ name: 'prod-web', availabilityPercent: 99.9, latencyMs: { p95: 300 }, leastFailures: 10, topic },
    balancer: { arnSuffix: 'app/prod/50dc6c495c0c9188' },
    target: { arnSuffix: 'targetgroup/prod-web-1a2b3c4d/73e2d6bc24d8a067' },
    downWhen: [{ alarmName: 'targets-prod-web-none-healthy' }],
  }),
  'single-server/Server': (scope) => ({
    ...{ name: 'dev-web', account, region, network: { ...network, s3PrefixListId: 'pl-1', ...endpoints(scope) } },
    sessions: new SessionPreferences(scope, 'sessions', { name: 'dev', account, region, logRetentionDays: 30 }),
    server: {
      ...{ instanceType: 't4g.small', tags: { owner: 'me' }, image: '/dev/web/image', diskGb: 20, maxLifetimeDays: 30 },
      ...{ userData: 'systemctl start web', variables: { ROLE: 'web' } },
      logs: { key, retentionDays: 30, files: ['/var/log/web/*.log'] },
      container: serverContainer,
    },
    data: { zone: 'eu-west-1a', sizeGb: 20, keptSnapshots: 7, mountPath: '/data' },
    alarms: { topic, cpuPercent: 90, memoryPercent: 90, diskPercent: 85 },
    behindBalancer: { scale: { min: 2, max: 4 }, traffic: { targetGroups: [{ ...targets, targetType: 'instance' }] } },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'site/Site': () => ({
    ...{ name: 'prod-shop', bucket: 'example-shop', account, region, key, accessLogs: logBucket },
    ...{ paths: 'single-page', oldVersionDays: 30 },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'state-bucket/StateBucket': (scope) => ({
    ...{ bucket: 'example-state', account, region, keyAlias: 'state', oldVersionRetentionDays: 90 },
    replica: { bucket: 'example-state-replica', provider: usEast1(scope) },
  }),
  'table/Table': (scope) => ({
    ...{ name: 'prod-sessions', region, key, recoveryDays: 7, stream: 'NEW_AND_OLD_IMAGES' },
    schema: {
      ...{ partitionKey: { name: 'id', type: 'S' }, sortKey: { name: 'at', type: 'N' } },
      timeToLive: { attribute: 'expiresAt', enabled: true },
      globalIndexes: {
        'by-user': {
          ...{ partitionKey: { name: 'user', type: 'S' }, sortKey: { name: 'at', type: 'N' } },
          ...{ nonKeyAttributes: ['device'], capacity: { readUnits: 10, writeUnits: 10 } },
        },
      },
      localIndexes: { 'by-kind': { sortKey: { name: 'kind', type: 'S' }, nonKeyAttributes: [] } },
    },
    capacity: { onDemand: { maxReadUnits: 200, maxWriteUnits: 100 }, tableClass: 'STANDARD' },
    alarms: {
      ...{ topic, throttledEvents: 10, systemErrors: 5, capacityPercent: 80, replicationLagSeconds: 30 },
      contributorInsights: true,
    },
    replicas: { 'us-east-1': { provider: usEast1(scope), key: usEast1Key, topic: usEast1Topic } },
    optOuts: {
      deletionProtection: { off: true, reason: 'It holds a copy' },
      pointInTimeRecovery: { off: true, reason: 'It holds a copy' },
    },
  }),
  'target-group/TargetGroup': () => ({
    ...{ name: 'prod-web', network, port: 8080, targetType: 'ip', protocol: 'HTTPS' },
    ...{ drainSeconds: 30, slowStartSeconds: 60, alarms: { ...requestAlarms, unhealthyTargets: 1 } },
    healthCheck: { path: '/readyz', codes: '200-299', intervalSeconds: 10, timeoutSeconds: 5 },
  }),
  'tracing/SampledService': () => ({ name: 'prod-web', samplePercent: 5, tracesPerSecond: 1 }),
  'tracing/TraceEncryption': () => ({ key }),
  'trail/Trail': () => ({
    ...{ name: 'prod-trail', account, region, logRetentionDays: 365, topic },
    archive: { bucketName: 'example-archive', key },
    dataEvents: { objects: { notInBuckets: ['example-access-logs'] }, functions: 'all' },
  }),
  'user-pool/UserPool': () => ({
    ...{ name: 'prod-shop', region },
    signIn: {
      ...{ selfSignUp: false, mfa: 'optional', passkeys: 'required', tier: 'PLUS', recovery: 'admin_only' },
      password: { minimumLength: 16, historySize: 24, temporaryDays: 3 },
    },
    email: { mail: mailDomain, from: 'Shop <accounts@shop.example.com>', replyTo: 'help@shop.example.com' },
    domain: {
      ...{ name: 'auth.shop.example.com', zone: hostedZone, managedLogin: true },
      certificate: { certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1234` },
    },
    clients: {
      web: {
        ...{ callbackUrls: ['https://shop.example.com/signed-in'], logoutUrls: ['https://shop.example.com/'] },
        ...{ usedBy: 'browser', scopes: ['openid', 'profile'], readAttributes: ['custom:tenant'] },
        ...{ tokens: { accessMinutes: 15, idMinutes: 15, refreshDays: 1 }, writeAttributes: ['name'] },
      },
    },
    alarms: { topic, failedSignIns: 50, throttledRequests: 5, riskySignIns: 5 },
    attributes: {
      required: ['name'],
      custom: { tenant: { type: 'String', mutable: false, minimum: 1, maximum: 64 } },
    },
    webAcl: { webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/prod/1234` },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  'zone/DnsRecord': () => ({
    ...{ zone: hostedZone, name: 'www.shop.example.com', type: 'A', target: { value: '192.0.2.1', ttlSeconds: 60 } },
    ...{ routing: { weight: 90, version: 'blue' }, healthCheck: { healthCheckId: 'abcdef11-2222' } },
  }),
  'zone/HealthCheck': (scope) => ({
    ...{ name: 'prod-web', topic: usEast1Topic, provider: usEast1(scope) },
    of: {
      ...{ domain: 'eu.shop.example.com', path: '/health', contains: 'ok', failureThreshold: 3, intervalSeconds: 30 },
      from: ['eu-west-1', 'us-east-1', 'us-west-2'],
    },
  }),
  'zone/PrivateZone': () => ({ name: 'prod.internal', network }),
  'zone/ResolverQueryLogs': () => ({ name: 'prod', account, region, network, key, retentionDays: 90 }),
  'zone/PublicZone': (scope) => ({
    ...{ name: 'shop.example.com', account, logRetentionDays: 90, topic: usEast1Topic, provider: usEast1(scope) },
    ...{ certificateAuthorities: ['amazon.com'], mail: 'refused', texts: ['site-verification=1'] },
    optOuts: {
      dnssec: { off: true, reason: 'It holds a copy' },
      deletionProtection: { off: true, reason: 'It holds a copy' },
    },
  }),
};

/** Created again for each trial: some are objects, which a class could keep. */
export const hostile = (): readonly (readonly [string, unknown])[] => [
  ['undefined', undefined],
  ['null', null],
  ['empty text', ''],
  ['blanks', '   '],
  ['the text undefined', 'undefined'],
  ['a template', '${file("/etc/passwd")}'],
  ['a directive', '%{ for x in y }'],
  ['a bidirectional character', 'a\u202eb'],
  ['a control character', 'a\u0000b'],
  ['SQL', 'x; drop table users'],
  ['a wildcard', '*'],
  ['the world', '0.0.0.0/0'],
  ['long text', 'x'.repeat(100_000)],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['zero', 0],
  ['a negative number', -1],
  ['a fraction', 0.5],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a huge number', 1e21],
  ['true', true],
  ['false', false],
  ['an empty object', {}],
  ['an object without a prototype', Object.create(null)],
  ['an opt-out that is not one', { off: false, reason: 'It is not off at all' }],
  ['an empty list', []],
  ['a list of nothing', [undefined]],
  ['a list of lists', [[]]],
  ['a function', () => 1],
  ['a symbol', Symbol('a')],
  ['a bigint', 10n],
  ['a date', new Date(0)],
  ['boxed text', new String('a')],
  ['text known only after apply', Token.asString({ resolve: () => '${var.a}' })],
  ['a number known only after apply', Token.asNumber({ resolve: () => '${var.a}' })],
  ['a list known only after apply', Token.asList({ resolve: () => '${var.a}' })],
  ['a value known only after apply', Token.asAny({ resolve: () => '${var.a}' })],
  [
    'a getter that throws',
    Object.defineProperty({}, 'name', {
      enumerable: true,
      get: () => {
        throw new RangeError('no');
      },
    }),
  ],
];

export type Class = { readonly props?: Readonly<Record<string, Prop<unknown>>> } & (new (...args: any[]) => Construct);
export const classes = readdirSync('modules', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    Object.entries(jest.requireActual<Record<string, unknown>>(path.resolve('modules', name)))
      .filter((entry): entry is [string, Class] => typeof entry[1] === 'function' && 'props' in entry[1])
      .map(([exported, made]) => [`${name}/${exported}`, made] as const),
  );

/** Every place in props that something can be put: `engine`, `engine.name`, `zones`, `zones.0`. */
export function placesIn(value: unknown, place: readonly string[] = []): string[][] {
  const isPlain = typeof value === 'object' && value !== null && (Array.isArray(value) || value.constructor === Object);
  const inside = isPlain ? Object.entries(value).flatMap(([name, part]) => placesIn(part, [...place, name])) : [];
  return place.length === 0 ? inside : [[...place], ...inside];
}
