import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as environments from '../../environments';
import { changed, problems } from '../support/environments';

const { prod } = environments;
const heartbeat = prod.canaries.shop;
const withCanary = (change: object = {}) => ({ ...prod, canaries: { shop: { ...heartbeat, ...change } } });
const found = (change: object) => problems({ prod: withCanary(change) });

describe('a canary', () => {
  test('asks a host of services, of APIs or of the distribution', () => {
    for (const host of ['shop.example.com', 'partners.shop.example.com', 'office.shop.example.com'])
      expect(found({ host })).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      'of a host that nothing answers for',
      { host: 'shops.example.com' },
      'canaries.shop.host: expected a host that services, APIs or the distribution answer for (nearest: shop.example.com), found "shops.example.com"',
    ],
    [
      'with a bucket that is not there',
      { artifacts: 'canary' },
      'canaries.shop.artifacts: expected a name of buckets (nearest: canaries), found "canary"',
    ],
    [
      'with a bucket that forgets nothing',
      { artifacts: 'code' },
      'canaries.shop.artifacts: expected a bucket whose expireAfterDays is a number of days, found "code"',
    ],
    [
      'whose runs overlap',
      { everyMinutes: 1, timeoutSeconds: 90 },
      'canaries.shop.timeoutSeconds: expected 60 or less, the seconds until the next run, found 90',
    ],
    [
      'whose slow runs are failed ones',
      { durationMs: 30_000 },
      'canaries.shop.durationMs: expected less than 30000, the timeout, found 30000',
    ],
    [
      'too often',
      { everyMinutes: 0 },
      'canaries.shop.everyMinutes: expected a whole number of minutes from 1 to 60, found 0',
    ],
    [
      'with a script from elsewhere',
      { script: '../journey.cjs' },
      'canaries.shop.script: expected the path of a script of the project, such as examples/shop/canary/journey.cjs, found "../journey.cjs"',
    ],
    [
      'without a decision on slow runs',
      { durationMs: undefined },
      'canaries.shop.durationMs: expected "none" or a whole number of milliseconds from 100 to 839999, found nothing',
    ],
  ])('%s is refused', (_, change, problem) => {
    expect(found(change)).toEqual([`environments/prod.ts: ${problem}`]);
  });

  test('every minute is for what is of importance', () => {
    expect(found({ everyMinutes: 1 })).toEqual([]);
    const dev = {
      ...environments.dev,
      canaries: { shop: { ...heartbeat, host: 'shop-dev.example.com', artifacts: 'uploads', everyMinutes: 1 } },
    };
    expect(problems({ dev })).toEqual([
      'environments/dev.ts: canaries.shop.everyMinutes: expected 5 or more, since criticality is low: each run is charged for, found 1',
    ]);
  });

  test('needs records', () => {
    const lines = problems({ prod: { ...withCanary(), dns: 'none' } });
    expect(lines).toContain('environments/prod.ts: canaries: expected {}, since dns is "none", found "shop"');
  });

  test('is not asked about hosts where what answers is not sound', () => {
    const lines = problems({ prod: changed(withCanary({ host: 'else.example.com' }), 'services.web', 1) });
    expect(lines.filter((line) => line.includes('canaries'))).toEqual([]);
  });
});

test('the guide shows canaries that prod has', () => {
  const guide = readFileSync(join(__dirname, '../../docs/guides/canaries.md'), 'utf8');
  const [, block] = /```ts\n([\s\S]*?)```/.exec(guide)!;
  const shown = JSON.parse(JSON.stringify(runInNewContext(`({ ${block} })`)));
  expect(prod).toMatchObject(shown);
});
