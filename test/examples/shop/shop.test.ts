import { describeWhere } from '../../support/describe-where';
import { missingForShop, startLocalPlatform } from '../../support/shop';
import { operationTests } from './operation';
import { parcelTests } from './parcels';
import { refusalTests } from './refusals';
import type { Running } from './running';
import { useTests } from './use';

// It waits for processes, on machines that do other things too.
jest.setTimeout(60_000);

describeWhere(missingForShop === '', 'the shop, on a PostgreSQL and an AWS emulator', missingForShop, () => {
  const running = {} as Running;
  beforeAll(async () => {
    running.platform = await startLocalPlatform();
    const { exitCode, stderr, logs } = await running.platform.run('src/migrate.js');
    expect([exitCode, stderr, logs.map(({ migration }) => migration)]).toEqual([
      0,
      '',
      [
        '0001-tables.sql',
        '0002-first-products.sql',
        '0003-daily-reports.sql',
        '0004-identities.sql',
        '0005-mail-and-sign-in.sql',
        undefined,
      ],
    ]);
    running.shop = await running.platform.start();
  }, 180_000);
  afterAll(() => running.platform?.end());

  describe('in use', () => useTests(running));
  describe('of the carrier', () => parcelTests(running));
  describe('refuses', () => refusalTests(running));
  describe('in operation', () => operationTests(running));
});
