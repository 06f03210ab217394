import { dev, prod, test as staging } from '../../environments';
import { staysBehind, withAsIf } from '../../environments/as-if';
import { loadEnvironments } from '../../environments/load';
import type { Environment } from '../../environments/schema';

const elsewhere = (environment: object, region: string): Environment => {
  const { name } = environment as Environment;
  const all = { dev, test: staging, prod, [name]: environment };
  return loadEnvironments(withAsIf(all, { environment: name, region })).find((one) => one.name === name)!;
};

test('an environment in another region has its zones by their letters, and no trace of the region that it left', () => {
  const moved = elsewhere(prod, 'eu-west-3');
  expect(moved.region).toBe('eu-west-3');
  expect(moved.network.zones).toEqual(['eu-west-3a', 'eu-west-3b', 'eu-west-3c']);
  const { recovery, state, ...rest } = moved;
  expect(JSON.stringify(rest)).not.toContain('eu-west-1');
  // What it left is where copies go from then on.
  expect(recovery).toMatchObject({ region: 'eu-west-1' });
  expect(state.replica).toMatchObject({ region: 'eu-west-1' });
});

test('a zone that the other region does not deal is the one at its place', () => {
  const zones = ['eu-west-1a', 'eu-west-1b', { retiring: 'eu-west-1c' }];
  const { network } = withAsIf(
    { prod: { ...prod, network: { ...prod.network, zones } } },
    { environment: 'prod', region: 'us-east-2' },
  ).prod as Environment;
  expect(network.zones).toEqual(['us-east-2a', 'us-east-2b', { retiring: 'us-east-2c' }]);
});

test('texts that name the region name the other one, such as ARNs', () => {
  const environment = { TOPIC: 'arn:aws:sns:eu-central-1:111122223333:orders', HOME: 'eu-central-10' };
  const services = { web: { ...dev.services.web, environment } };
  const { services: moved } = withAsIf({ dev: { ...dev, services } }, { environment: 'dev', region: 'eu-west-3' })
    .dev as typeof dev;
  expect(moved.web.environment).toEqual({ TOPIC: 'arn:aws:sns:eu-west-3:111122223333:orders', HOME: 'eu-central-10' });
});

test('other environments stay as they are', () => {
  expect(withAsIf({ dev, prod }, { environment: 'prod', region: 'eu-west-3' }).dev).toBe(dev);
});

test('each field that has to be decided there is named', () => {
  const fields = staysBehind(prod).map(({ field }) => field);
  expect(fields).toEqual([
    ...[
      'state.bucket',
      'state.replica.bucket',
      'accessLogs.bucket',
      'audit.archive.bucket',
      'audit.archive.unlockedBucket',
      'buckets.uploads.bucket',
      'buckets.code.bucket',
      'buckets.canaries.bucket',
      'edge.site.bucket',
      'recovery.reports.bucket',
    ],
    ...['services.thumbnails.firstCode.version', 'services.report.firstCode.version'],
    ...[
      'databases.main.restoreFrom',
      'clusters.analytics.restoreFrom',
      'tables.sessions',
      'tables.receipts',
      'identity',
      'dns.publicZone',
    ],
  ]);
  expect(staysBehind(dev).map(({ field }) => field)).toEqual(
    expect.arrayContaining(['services.thumbnails.firstCode.version', 'services.report.firstCode.version']),
  );
  const natAddresses = { 'eu-west-1a': 'eipalloc-0a1b2c3d' };
  const fixed: Environment = { ...prod, network: { ...prod.network, natAddresses } };
  expect(staysBehind(fixed)).toContainEqual(
    expect.objectContaining({ field: 'network.natAddresses.eu-west-1a', value: 'eipalloc-0a1b2c3d' }),
  );
});
