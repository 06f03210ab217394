import * as environments from '../../environments';
import { changed, problems, withoutServices } from '../support/environments';

// What laws of services say of a wrong value below them is in service-laws.test.ts.
const dev = withoutServices(environments.dev);
const prod = withoutServices(environments.prod);

const refusal = (path: string, value: unknown) => problems({ prod: changed(prod, path, value) });

/** A field, a value that it refuses, and the message: expected, and found if that is not just the value. */
type Refusal = [path: string, value: unknown, expected: string, found?: string];

function refuses(refusals: Refusal[], name = 'prod', literal: object = prod) {
  test.each(refusals)('refuses %s: %j', (path, value, expected, found = JSON.stringify(value)) => {
    expect(problems({ [name]: changed(literal, path, value) })).toEqual([
      `environments/${name}.ts: ${path}: expected ${expected}, found ${found}`,
    ]);
  });
}

function takes(path: string, values: unknown[]) {
  test.each(values.map((value) => [value]))(`${path} takes %j`, (value) => expect(refusal(path, value)).toEqual([]));
}

describe('an environment', () => {
  refuses([
    ['account', '4444', 'an account id of twelve digits, as a string'],
    ['account', 444455556666, 'an account id of twelve digits, as a string'],
    ['region', 'eu-west-11', 'a region of environments/aws/regions.ts (nearest: eu-west-1)'],
    ['region', undefined, 'a region of environments/aws/regions.ts', 'nothing'],
    ['criticality', 'urgent', 'one of low, medium, high, critical'],
    ['tags.owner', 'the platform team', 'an email address'],
    ['tags.costCentre', '', '1 to 128 letters, digits, spaces and _.:/=+@-'],
    [
      'tags.costCentre',
      '${var.secret}',
      '1 to 128 letters, digits, spaces and _.:/=+@-, without ${, %{, control or bidirectional characters',
    ],
    ['tags.repository', 'git@github.com:example/terrace', 'an https URL of 256 characters or less'],
    ['state.oldVersionRetentionDays', 6, 'a whole number of days from 7 to 3650'],
    ['state.oldVersionRetentionDays', '90', 'a whole number of days from 7 to 3650'],
    [
      'logRetentionDays',
      100,
      'one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days',
    ],
  ]);

  test.each(['Prod', 'pre-prod', 'p', 'a234567890bcdefgh', '1st'])('is not called %s', (name) => {
    expect(refusal('name', name)).toEqual([
      `environments/prod.ts: name: expected a name of 2 to 16 of a-z and 0-9, a letter first, found "${name}"`,
    ]);
  });

  test.each(['ab', 'UPPER-case', 'dotted.name', '-hyphen', 'hyphen-', 'xn--name', 'sthree-name', 'name-s3alias'])(
    'keeps its state in no bucket called %s',
    (bucket) => {
      expect(refusal('state.bucket', bucket)).toEqual([
        'environments/prod.ts: state.bucket: expected a bucket name of 3 to 63 of a-z, 0-9 and -, ' +
          `with none of the prefixes and suffixes that S3 reserves, found "${bucket}"`,
      ]);
    },
  );
});

describe('notifications', () => {
  refuses([
    ['notifications.alarms', [], 'email addresses or https URLs, 1 to 20 of them'],
    ['notifications.alarms', 'on-call@example.com', 'email addresses or https URLs, 1 to 20 of them'],
    ['notifications.billing[0]', 'http://example.com', 'an email address or an https URL'],
    ['notifications.billing[0]', 'https://user:password@example.com/', 'an email address or an https URL'],
    ['notifications.billing[1]', '+441234567890', 'an email address or an https URL'],
    ['notifications.billing[1]', 'platform@example.com', 'each once'],
  ]);
  takes('notifications.alarms', [['on-call@example.com'], ['https://alerts.example.com/hook?team=a%20b', 'a@b.co']]);
});

describe('identity', () => {
  refuses([
    ['identity.passwordPolicy.minimumLength', 13, 'a whole number of characters from 14 to 128'],
    ['identity.passwordPolicy.maxAgeDays', 91, 'a whole number of days from 1 to 90'],
    ['identity.passwordPolicy.reusePrevention', 23, '24 passwords'],
    ['identity.maxSessionHours', 0.5, 'a whole number of hours from 1 to 12'],
    ['identity.ci.repository', 'terrace', 'a GitHub repository as owner/name or owner@id/name@id'],
    ['identity.ci.repository', 'example/*', 'a GitHub repository as owner/name or owner@id/name@id'],
    ['identity.ci.applyEnvironment', '*', 'a GitHub environment, 1 to 64 letters, digits, . _ -'],
  ]);
});

describe('identity.ci', () => {
  const gitlab = {
    ...{ url: 'https://gitlab.example.com', project: 'shop/web' },
    ...{ planRef: { branch: 'main' }, applyRef: { tag: 'live' } },
  };
  const oidc = {
    ...{ url: 'https://app.terraform.io', audience: 'aws.workload.identity' },
    planSubject: 'organization:a:project:b:workspace:c:run_phase:plan',
    applySubject: 'organization:a:project:b:workspace:c:run_phase:apply',
  };
  takes('identity.ci', [{ gitlab }, { gitlab: { ...gitlab, project: '46573356' } }, { oidc }]);

  const url = 'an https URL of 255 characters or less, in lower case, without a port, a query or a slash at the end';
  const name = 'a name of Git of 1 to 255 letters, digits and _./+@#=,-';
  const subject = 'a whole subject of 1 to 255 letters, digits and signs, without * and ?';
  test.each<[ci: unknown, field: string, expected: string]>([
    [{ gitlab: { ...gitlab, url: 'http://gitlab.com' } }, '.gitlab.url', url],
    [
      { gitlab: { ...gitlab, project: 'shop/*' } },
      '.gitlab.project',
      'a project of GitLab as group/project, or by its id',
    ],
    [{ gitlab: { ...gitlab, applyRef: { branch: 'release/*' } } }, '.gitlab.applyRef.branch', name],
    [{ gitlab: { ...gitlab, applyRef: 'any-branch' } }, '.gitlab.applyRef', 'an object of branch or of tag'],
    [{ gitlab: { ...gitlab, planRef: 'main' } }, '.gitlab.planRef', 'an object of branch or of tag, or "any-branch"'],
    [{ oidc: { ...oidc, planSubject: 'organization:a:*' } }, '.oidc.planSubject', subject],
    [{ oidc: { ...oidc, audience: '*' } }, '.oidc.audience', '1 to 255 letters, digits and signs, without * and ?'],
    ['github', '', 'an object of repository, planEnvironment, applyEnvironment; or of gitlab; or of oidc'],
  ])('%j is refused', (ci, field, expected) => {
    const [line] = problems({ prod: changed(prod, 'identity.ci', ci) });
    expect(line).toContain(`environments/prod.ts: identity.ci${field}: expected ${expected}, found `);
  });
});

describe('identity.saml', () => {
  const saml = { name: 'okta', metadataFile: 'environments/saml/okta.xml', signInRegions: ['eu-west-1'] };
  takes('identity.saml', ['none', saml, { ...saml, signInRegions: ['us-east-1', 'eu-central-1'] }]);

  const file = 'the path of an XML file of the project, such as environments/saml/okta.xml';
  test.each<[saml: unknown, field: string, expected: string]>([
    ['okta', '', '"none" or an object of name, metadataFile, signInRegions'],
    [{ ...saml, name: 'my okta' }, '.name', '1 to 128 letters, digits and ._-'],
    [{ ...saml, metadataFile: '/etc/okta.xml' }, '.metadataFile', file],
    [{ ...saml, metadataFile: 'saml/../../okta.xml' }, '.metadataFile', file],
    [{ ...saml, metadataFile: 'saml/okta.json' }, '.metadataFile', file],
    [{ ...saml, signInRegions: [] }, '.signInRegions', 'regions, 1 to 20 of them'],
    [
      { ...saml, signInRegions: ['eu-west-9'] },
      '.signInRegions[0]',
      'a region of environments/aws/regions.ts (nearest: eu-west-1)',
    ],
  ])('%j is refused', (value, field, expected) => {
    const [line] = problems({ prod: changed(prod, 'identity.saml', value) });
    expect(line).toContain(`environments/prod.ts: identity.saml${field}: expected ${expected}, found `);
  });
});

describe('billing', () => {
  refuses([
    ['billing.monthlyBudgetUsd', 0, 'US dollars from 1 to 10000000'],
    ['billing.monthlyBudgetUsd', Number.NaN, 'US dollars from 1 to 10000000', 'NaN'],
    ['billing.monthlyBudgetUsd', Number.POSITIVE_INFINITY, 'US dollars from 1 to 10000000', 'Infinity'],
    ['billing.alarmThresholdsPercent', [], 'rising percentages, 1 to 9 of them'],
    ['billing.alarmThresholdsPercent[3]', 201, 'a whole number of percent from 1 to 200'],
    ['billing.budgets', [], 'budgets by name'],
    ['billing.budgets', undefined, 'budgets by name', 'nothing'],
  ]);

  test.each<[budget: unknown, field: string, expected: string]>([
    [800, '', 'an object of limitUsd and one of service, tag, account'],
    [{ limitUsd: 0, tag: { key: 'team', value: 'web' } }, '.limitUsd', 'US dollars from 1 to 10000000'],
    [{ limitUsd: 800, account: '42' }, '.account', 'an account id of twelve digits, as a string'],
    [{ limitUsd: 800, service: '*' }, '.service', 'the name of a service as Cost Explorer writes it'],
    [
      { limitUsd: 800, tag: { key: 'aws:createdBy', value: 'web' } },
      '.tag.key',
      'the key of a tag, 1 to 128 letters, digits, spaces and _.:/=+-@, not aws: in front',
    ],
    [{ limitUsd: 800, service: 'Amazon EC2', account: '444455556666' }, '.account', 'a known key'],
  ])('a budget of a part: %j', (budget, field, expected) => {
    const changed = { ...prod, billing: { ...prod.billing, budgets: { web: budget } } };
    const [line] = problems({ prod: changed });
    expect(line).toContain(`environments/prod.ts: billing.budgets.web${field}: expected ${expected}`);
  });
});

describe('the network', () => {
  const range = 'a /16 to /22 in private space';
  refuses([
    ['network.cidr', '8.8.8.0/24', range],
    ['network.cidr', '8.8.0.0/16', range],
    ['network.cidr', '172.32.0.0/16', range],
    ['network.cidr', '10.0.0.0/8', range],
    ['network.cidr', '10.30.0.0/23', range],
    ['network.cidr', '10.30.0.0', range],
    ['network.cidr', '10.30.0.0/016', range],
    ['network.cidr', '10.300.0.0/16', range],
    ['network.cidr', 'fd00::/16', range],
    ['network.cidr', '10.30.1.0/16', `${range}, from its first address: 10.30.0.0/16`],
    ['network.zones', [], 'zones, 1 to 8 of them'],
    ['network.zones[0]', 'eu-west-1', 'an Availability Zone such as eu-west-1a'],
    ['network.zones[0]', 'eu-west-1i', 'an Availability Zone such as eu-west-1a'],
    ['network.zones[2]', 'eu-west-1a', 'each once'],
    ['network.ipv6', 'yes', '"off", "on" or an object of retiring'],
    ['network.natGateways', 'two', 'one of none, single, per-zone'],
    ['network.natAddresses', 'own', '"allocated" or allocation ids by zone'],
    ['network.flowLogs.destination', 'kinesis', 'one of cloud-watch-logs, s3, both'],
    ['network.flowLogs.logFormat', 'all', '"default" or fields of flow log records'],
    ['network.flowLogs.logFormat', [], 'fields of flow log records, 1 to 48 of them'],
    [
      'network.interfaceEndpoints[0]',
      'secretmanager',
      'a service of modules/network/endpoint-services.ts (nearest: secretsmanager)',
    ],
    ['network.interfaceEndpoints[0]', 5, 'a service of modules/network/endpoint-services.ts'],
  ]);
  takes('network.cidr', ['10.0.0.0/16', '172.31.252.0/22', '192.168.0.0/20']);
  takes('network.natAddresses', [
    { 'eu-west-1a': 'eipalloc-0a1b2c3d', 'eu-west-1b': 'eipalloc-0a1b2c3e', 'eu-west-1c': 'eipalloc-0a1b2c3f' },
  ]);
  takes('network.flowLogs', [
    { destination: 'cloud-watch-logs', logFormat: ['srcaddr', 'pkt-srcaddr'] },
    { destination: 's3', logFormat: 'default', fileFormat: 'parquet', perHourPartition: true },
    { destination: 'both', logFormat: ['ecs-service-name'], fileFormat: 'plain-text', perHourPartition: false },
  ]);

  test('takes allocation ids, not addresses, by zone', () => {
    const others = { 'eu-west-1b': 'eipalloc-0a1b2c3e', 'eu-west-1c': 'eipalloc-0a1b2c3f' };
    const natAddresses = { ...others, 'eu-west-1a': '203.0.113.7', ireland: 'eipalloc-0a1b2c3d' };
    expect(refusal('network.natAddresses', natAddresses)).toEqual([
      'environments/prod.ts: network.natAddresses.eu-west-1a: expected the allocation id of an Elastic IP address, such as eipalloc-0a1b2c3d, found "203.0.113.7"',
      'environments/prod.ts: network.natAddresses.ireland: expected an Availability Zone such as eu-west-1a, found "ireland"',
    ]);
  });

  test('names the field of a record, and what a destination does not have', () => {
    expect(refusal('network.flowLogs', { destination: 'cloud-watch-logs', logFormat: ['src-addr'] })).toEqual([
      'environments/prod.ts: network.flowLogs.logFormat[0]: expected a field of modules/network/flow-log-fields.ts (nearest: srcaddr), found "src-addr"',
    ]);
    const flowLogs = { destination: 'cloud-watch-logs', logFormat: 'default', fileFormat: 'parquet' };
    expect(refusal('network.flowLogs', flowLogs)).toEqual([
      'environments/prod.ts: network.flowLogs.fileFormat: expected a known key (nearest: logFormat), found "parquet"',
    ]);
  });

  takes('network.zones', [['eu-west-1a', 'eu-west-1b', { retiring: 'eu-west-1c' }]]);
  takes('network.ipv6', ['off', 'on', { retiring: 'addresses' }, { retiring: 'ranges' }]);
  takes('network.interfaceEndpoints', [['cassandra', { service: 'email-smtp', zones: ['eu-west-1a'] }]]);

  test('names what of IPv6 may retire', () => {
    expect(refusal('network.ipv6', { retiring: 'all' })).toEqual([
      'environments/prod.ts: network.ipv6.retiring: expected one of addresses, ranges, found "all"',
    ]);
  });

  test('names the service of an endpoint with zones of its own', () => {
    expect(refusal('network.interfaceEndpoints', [{ service: 'email-smpt', zones: ['eu-west-1a'] }])).toEqual([
      'environments/prod.ts: network.interfaceEndpoints[0].service: expected a service of modules/network/endpoint-services.ts (nearest: email-smtp), found "email-smpt"',
    ]);
  });
});

describe('the bastion', () => {
  const source = 'a public IPv4 range of /16 to /32, never the world';
  refuses([
    ['bastion.instanceType', 't4g.nanno', 'an instance type of environments/aws/instance-types.ts (nearest: t4g.nano)'],
    ['bastion.sshFromCidrs[0]', '0.0.0.0/0', source],
    ['bastion.sshFromCidrs[0]', '203.0.0.0/8', source],
    ['bastion.sshFromCidrs[0]', '10.0.0.0/16', source],
    ['bastion.sshFromCidrs[0]', '100.64.0.0/16', source],
    ['bastion.sshFromCidrs[0]', '127.0.0.1/32', source],
    ['bastion.sshFromCidrs[0]', '203.0.113.9', source],
    ['bastion.sshFromCidrs[0]', '::/0', source],
    ['bastion.sshFromCidrs[0]', '203.0.113.9/24', `${source}, from its first address: 203.0.113.0/24`],
    ['bastion.hours', 'never', '"always" or an object of days, start, stop, timeZone'],
  ]);
  takes('bastion.sshFromCidrs', [['203.0.113.0/24', '198.51.100.7/32'], ['8.8.0.0/16']]);

  const days = 'days such as MON-FRI or MON,WED, rising from SUN to SAT';
  refuses(
    [
      ['bastion.hours.days', 'weekdays', days],
      ['bastion.hours.days', 'FRI-MON', days],
      ['bastion.hours.days', 'WED,MON', days],
      ['bastion.hours.days', '', days],
      ['bastion.hours.days', 'MON-WED-FRI', days],
      ['bastion.hours.days', 'MON-MON', days],
      ['bastion.hours.days', undefined, days, 'nothing'],
      ['bastion.hours.start', '7:00', 'a time as HH:MM, 00:00 to 23:59'],
      ['bastion.hours.stop', '24:00', 'a time as HH:MM, 00:00 to 23:59'],
      ['bastion.hours.timeZone', 'Europe/Dubln', 'an IANA time zone (nearest: Europe/Dublin)'],
      ['bastion.hours.timeZone', 'Europe/dublin', 'an IANA time zone (nearest: Europe/Dublin)'],
      ['bastion.hours.timeZone', '+01:00', 'an IANA time zone (nearest: Asia/Aden)'],
    ],
    'dev',
    dev,
  );
  test.each(['SUN-SAT', 'MON', 'MON-WED,FRI'])('runs on %s', (value) => {
    expect(problems({ dev: changed(dev, 'bastion.hours.days', value) })).toEqual([]);
  });
  test.each(['Etc/UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+9'])(
    'keeps the hours of %s',
    (zone) => {
      expect(problems({ dev: changed(dev, 'bastion.hours.timeZone', zone) })).toEqual([]);
    },
  );
});

describe('a database', () => {
  const aClass = 'a DB instance class of environments/aws/instance-types.ts';
  const aName = 'a name of 1 to 21 of a-z, 0-9 and single hyphens, a letter first';
  const window = 'HH:MM-HH:MM in UTC, 30 minutes or longer';
  const week = 'ddd:HH:MM-ddd:HH:MM in UTC and small letters, 30 minutes to 24 hours, such as sun:03:00-sun:04:00';
  refuses([
    ['databases.main.engine', 'postgresql', 'one of postgres, mysql'],
    ['databases.main.engineVersion', 'latest', 'an engine version such as 17 or 17.6'],
    ['caches.main.engineVersion', '8', 'an engine version such as 8.0'],
    ['databases.main.engineVersion', 17.6, 'an engine version such as 17 or 17.6'],
    ['databases.main.instanceClass', 'r7g.xlarge', `${aClass} (nearest: db.r7g.xlarge)`],
    ['databases.main.instanceClass', 'db.r7g.xl', `${aClass} (nearest: db.r7g.xlarge)`],
    ['databases.main.instanceClass', 'db.r7g.48xlarge', `${aClass} (nearest: db.r7g.4xlarge)`],
    ['databases.main.allocatedStorageGb', 19, 'a whole number of GiB from 20 to 65536'],
    ['databases.main.maxAllocatedStorageGb', 65_537, 'a whole number of GiB from 22 to 65536'],
    ['databases.main.allowMajorVersionUpgrade', 'yes', 'true or false'],
    ['databases.main.applyImmediately', undefined, 'true or false', 'nothing'],
    ['caches.main.parameters', undefined, 'values by parameter', 'nothing'],
    ['caches.main.parameters.timeout', 300, 'a value of 1 to 1000 characters, no space at either end'],
    ['databases.main.parameters', undefined, 'values by parameter', 'nothing'],
    ['databases.main.parameters.work_mem', 65_536, 'a value of 1 to 1000 characters, no space at either end'],
    ['databases.main.parameters.work_mem', '65536 ', 'a value of 1 to 1000 characters, no space at either end'],
    ['databases.main.restoreFrom', 'backup', '"none", an object of snapshot, or an object of pointInTime'],
    ['databases.main.storageType', 'gp2', 'one of gp3, io2'],
    ['databases.main.iops', 999, 'a whole number of IOPS from 1000 to 256000'],
    ['databases.main.throughputMibps', 'fast', '"baseline" or a whole number of MiB/s from 500 to 4000'],
    ['databases.main.multiAz', 'true', 'true or false'],
    ['databases.main.readReplicas[0]', 'west-reads', 'a name of 1 to 20 of a-z and 0-9, a letter first'],
    ['databases.main.readReplicas[1]', 'reporting', 'each once'],
    ['databases.main.readReplicas[0]', 7, 'a name, or an object of name, instanceClass'],
    ['databases.main.retiringReplicas', undefined, 'replicas, 0 to 15 of them', 'nothing'],
    ['databases.main.retiringReplicas[0]', 'Reads', 'a name of 1 to 20 of a-z and 0-9, a letter first'],
    ['databases.main.backupRetentionDays', 0, 'a whole number of days from 1 to 35'],
    ['databases.main.backupRetentionDays', 36, 'a whole number of days from 1 to 35'],
    ['databases.main.backupWindow', '01:00-01:29', window],
    ['databases.main.backupWindow', '25:00-26:00', window],
    ['databases.main.maintenanceWindow', 'Sun:03:00-Sun:04:00', week],
    ['databases.main.maintenanceWindow', 'sun:03:00-sun:03:29', week],
    ['databases.main.maintenanceWindow', 'sun:03:00-mon:03:01', week],
    ['databases.main.deletionProtection', 'off', '"on" or an object of off, reason'],
    ['databases.main.deletionProtection', false, '"on" or an object of off, reason'],
    ['databases.Main', prod.databases.main, aName, '"Main"'],
    ['databases.main--', prod.databases.main, aName, '"main--"'],
  ]);
  takes('databases.main.backupWindow', ['23:45-00:15', '08:00-03:00']);
  takes('databases.main.maintenanceWindow', ['sun:23:30-mon:00:30']);

  test('disables deletion protection only with a reason', () => {
    const protection = (value: unknown) => refusal('databases.main.deletionProtection', value);
    expect(protection({ off: true, reason: 'rebuilt from fixtures each night' })).toEqual([]);
    expect(protection({ off: true, reason: 'because' })).toEqual([
      'environments/prod.ts: databases.main.deletionProtection.reason: expected a reason of 10 to 300 characters, found "because"',
    ]);
    expect(protection({ off: true, reason: '${path.root} is one' })).toEqual([
      'environments/prod.ts: databases.main.deletionProtection.reason: expected a reason of 10 to 300 characters, without ${, %{, control or bidirectional characters, found "${path.root} is one"',
    ]);
    expect(protection({ off: false })).toEqual([
      'environments/prod.ts: databases.main.deletionProtection.off: expected true, found false',
      'environments/prod.ts: databases.main.deletionProtection.reason: expected a reason of 10 to 300 characters, found nothing',
    ]);
  });
});

test('a read replica has a class of RDS, if it has one of its own', () => {
  expect(refusal('databases.main.readReplicas', [{ name: 'reads', instanceClass: 'db.r7g.huge' }])).toEqual([
    'environments/prod.ts: databases.main.readReplicas[0].instanceClass: expected a DB instance class of environments/aws/instance-types.ts (nearest: db.r7g.large), found "db.r7g.huge"',
  ]);
  expect(refusal('databases.main.readReplicas', ['reads', { name: 'all', instanceClass: 'db.r7g.large' }])).toEqual([]);
});

describe('a cache', () => {
  const aType = 'a cache node type of environments/aws/instance-types.ts';
  refuses([
    ['imageRepositories.web.keptImages', 0, 'a whole number of images from 1 to 1000'],
    ['caches.main.engine', 'memcached', 'one of valkey, redis'],
    ['caches.main.userGroupEngine', 'memcached', 'one of valkey, redis'],
    ['caches.main.applyImmediately', 'now', 'true or false'],
    ['caches.main.restoreFrom', 'latest', '"none" or an object of snapshot'],
    ['dataKey.deletionProtection', true, '"on" or an object of off, reason'],
    ['caches.main.deletionProtection', true, '"on" or an object of off, reason'],
    ['caches.main.nodeType', 'cache.t4.micro', `${aType} (nearest: cache.t3.micro)`],
    ['caches.main.nodeType', 'cache.r6gd.xlarge', `${aType} (nearest: cache.r6g.xlarge)`],
    ['caches.main.shards', 0, 'a whole number of shards from 1 to 90'],
    ['caches.main.replicasPerShard', 6, 'a whole number of replicas from 0 to 5'],
    ['caches.main.snapshotRetentionDays', 0, 'a whole number of days from 1 to 35'],
    ['caches.main.snapshotWindow', '02:00-02:30', 'HH:MM-HH:MM in UTC, 60 minutes or longer'],
    [
      'caches.main.maintenanceWindow',
      'sun:04:00-sun:04:30',
      'ddd:HH:MM-ddd:HH:MM in UTC and small letters, 60 minutes to 24 hours, such as sun:03:00-sun:04:00',
    ],
    ['caches', [], 'caches by name'],
  ]);
});

describe('names', () => {
  const domain = 'a domain such as shop.example.com, in lower case';
  const certificate = 'a domain such as shop.example.com or *.shop.example.com, in lower case';
  refuses([
    ['dns', 'some', '"none" or an object of publicZone, privateZone, dnssec, deletionProtection, certificates'],
    ['dns.publicZone', 'Shop.example.com', domain],
    ['dns.publicZone', 'shop.example.com.', domain],
    ['dns.publicZone', 'shop', domain],
    ['dns.publicZone', '203.0.113.1', domain],
    ['dns.privateZone', 'internal', 'a domain such as prod.internal, or "none"'],
    ['dns.dnssec', 'off', '"on" or an object of off, reason'],
    ['dns.certificates.web.names[1]', '*.*.shop.example.com', certificate],
    ['dns.certificates.web.names[1]', 'shop.example.com', 'each once'],
    ['dns.certificates.web.names', [], 'domains, 1 to 10 of them'],
    ['dns.certificates.web.usedBy', [], 'users of a certificate, 1 to 2 of them'],
    ['dns.certificates.web.usedBy[1]', 'cloudfront', 'one of balancer, distribution'],
    ['dns.certificates', [], 'certificates by name'],
  ]);
  takes('dns', ['none']);
  takes('dns.privateZone', ['none', 'shop.internal']);
  takes('dns.certificates', [{}]);
  takes('dns.certificates.web.names', [['shop.example.com', '*.shop.example.com']]);
});

describe('a field that nobody knows', () => {
  refuses([
    ['naem', 'prod', 'a known key (nearest: name)'],
    ['network.natGateway', 'per-zone', 'a known key (nearest: natGateways)'],
    ['databases.main.backupRetention', { days: 35 }, 'a known key (nearest: backupRetentionDays)'],
  ]);

  test('is reported beside the one that it should have been', () => {
    const misspelt = changed(changed(prod, 'network.zones', undefined), 'network.zone', ['eu-west-1a']);
    expect(problems({ prod: misspelt })).toEqual([
      'environments/prod.ts: network.zones: expected zones, 1 to 8 of them, found nothing',
      'environments/prod.ts: network.zone: expected a known key (nearest: zones), found ["eu-west-1a"]',
    ]);
  });
});

describe('a text that Terraform would evaluate, a terminal would hide a part of, or that JavaScript wrote for a missing value', () => {
  const terraform = 'a reason of 10 to 300 characters, without ${, %{, control or bidirectional characters';
  const missing =
    'a reason of 10 to 300 characters, without undefined, NaN or [object …], which JavaScript writes for a missing value';
  refuses([
    ['flows[0].reason', '${file("/etc/passwd")}', terraform],
    ['flows[0].reason', '%{ for x in y }all of them', terraform],
    ['flows[0].reason', 'read from \u202eright to left', terraform, '"read from \\u202eright to left"'],
    ['flows[0].reason', 'the queries of undefined', missing],
  ]);
});
