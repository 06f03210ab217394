import { cloudfrontPrefixLists } from '../../environments/aws/cloudfront-prefix-lists';
import { engineVersions } from '../../environments/aws/engine-versions';
import { bastionInstanceTypes, cacheNodeTypes, databaseInstanceClasses } from '../../environments/aws/instance-types';
import { endpointServices } from '../../modules/network';
import { regions } from '../../environments/aws/regions';
import { logRetentionChoices } from '../../environments/schema/account';
import { cacheVersions } from '../../modules/elasticache/cache-engine';
import { logRetentionDays } from '../../modules/log-group';
import { majorVersion } from '../../modules/rds/engine';
import { memoryBytes } from '../../modules/rds/instance-class';
import { zoneLetters } from '../../modules/network/address-plan';

test('regions are those of one partition, with their zones by name', () => {
  expect(regions.get('eu-west-1')).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
  expect(regions.get('us-east-1')).toHaveLength(6);
  expect([...regions.keys()].filter((region) => /^(cn|us-gov|us-iso)-/.test(region))).toEqual([]);
});

test("CloudFront's prefix list has an id of its own in each region", () => {
  expect(cloudfrontPrefixLists.get('eu-west-1')).toBe('pl-4fa04526');
  for (const [region, id] of cloudfrontPrefixLists) {
    expect(regions.has(region)).toBe(true);
    expect(id).toMatch(/^pl-[0-9a-f]{8}$/);
  }
  expect(new Set(cloudfrontPrefixLists.values()).size).toBe(cloudfrontPrefixLists.size);
});

test.each([
  ['databases', databaseInstanceClasses, 'db.r7g.xlarge', 'db.r7g.24xlarge'],
  ['caches', cacheNodeTypes, 'cache.t4g.micro', 'cache.t4g.large'],
  ['bastions', bastionInstanceTypes, 't4g.nano', 't4g.4xlarge'],
])('instance types of %s are spelt family.size', (_, types, known, unknown) => {
  expect(types).toContain(known);
  expect(types).not.toContain(unknown);
  expect(new Set(types).size).toBe(types.length);
});

test('engine versions are full ones', () => {
  const full = /^\d+(\.\d+){0,2}(\.mysql_aurora(\.\d+){3})?$/;
  for (const version of Object.values(engineVersions).flat()) expect(version).toMatch(full);
  expect(engineVersions.postgres).toContain('17.9');
  expect(engineVersions.mysql).toContain('8.4.9');
});

test('interface endpoints are listed once, by alphabet, without those that have a gateway', () => {
  expect(endpointServices).toEqual([...new Set(endpointServices)].sort());
  expect(endpointServices).not.toEqual(expect.arrayContaining(['s3']));
  expect(endpointServices).not.toEqual(expect.arrayContaining(['dynamodb']));
});

describe('what an environment may decide, modules build', () => {
  test.each(['postgres', 'mysql'] as const)('each version of %s', (engine) => {
    expect(engineVersions[engine].filter((version) => !majorVersion(engine, version))).toEqual([]);
  });

  test.each(['valkey', 'redis'] as const)('each version of %s', (engine) => {
    expect(cacheVersions[engine]).toEqual(expect.arrayContaining(engineVersions[engine]));
  });

  test('each class of database', () => {
    expect(databaseInstanceClasses.filter((type) => !memoryBytes(type))).toEqual([]);
  });

  test('each zone', () => {
    const letters = new Set([...regions.values()].flat().map((zone) => zone.slice(-1)));
    expect([...zoneLetters]).toEqual(expect.arrayContaining([...letters]));
  });

  test('each retention of logs', () => expect(logRetentionChoices).toEqual(logRetentionDays));
});
