import type { TerraformStack } from 'cdktf';
import { Key } from '../../modules/kms';
import { LogArchive, type LogArchiveProps } from '../../modules/log-archive';
import { Topic } from '../../modules/notifications';
import { Trail, type TrailProps } from '../../modules/trail';
import { Life, kinds, order } from '../support/applied';
import { emptyBucket } from '../support/empty-bucket';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const at = { account, region };
const off = { off: true as const, reason: 'It is of a test' };
const unprotected = { deletionProtection: off };

interface Record {
  readonly archive?: Partial<LogArchiveProps>;
  readonly trail?: Partial<TrailProps>;
}

/** The record of an account: archive, trail, and who is told. */
const record =
  ({ archive: ofArchive, trail }: Record = {}) =>
  (stack: TerraformStack): void => {
    const key = new Key(stack, 'key', {
      ...at,
      purpose: 'Record',
      alias: 'audit',
      keepsReadable: 'log archive',
      optOuts: unprotected,
    });
    const archive = new LogArchive(stack, 'archive', {
      ...{ ...at, bucket: 'example-archive', unlockedBucket: 'example-archive-unlocked', key },
      ...{ retentionDays: 365, lockDays: 30, optOuts: unprotected },
      ...ofArchive,
    });
    const topic = new Topic(stack, 'security', { ...at, name: 'prod-security', subscribers: ['a@example.com'] });
    new Trail(stack, 'trail', { ...at, name: 'prod-trail', archive, logRetentionDays: 365, topic, ...trail });
  };

describeWithTerraform('a trail and its archive', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('are made in an order in which nothing refuses the trail, and plan no change then', async () => {
      const made = order(
        await life.apply(record()),
        ...['aws_kms_key', 'aws_s3_bucket_policy', 'aws_iam_role_policy', 'aws_cloudtrail'],
      );
      expect(made.slice(-1)).toEqual(['create aws_cloudtrail']);
      expect(kinds(await life.plan(record()))).toEqual([]);
      expect([...(life.emulator.judge?.refused.keys() ?? [])]).toEqual([]);
    });

    test('show a trail that somebody stopped, and the next apply starts it again', async () => {
      const { api } = life.emulator;
      const call = (action: string) =>
        api(region).json('cloudtrail', `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${action}`, {
          Name: 'prod-trail',
        });
      expect((await call('StopLogging')).status).toBe(200);
      const [stopped, ...others] = await life.plan(record());
      expect([stopped!.type, stopped!.actions, others]).toEqual(['aws_cloudtrail', ['update'], []]);
      expect([stopped!.before!.enable_logging, stopped!.after!.enable_logging]).toEqual([false, true]);
      await life.apply(record());
      expect(JSON.parse((await call('GetTrailStatus')).text).IsLogging).toBe(true);
      expect(kinds(await life.plan(record()))).toEqual([]);
    });

    test('show a lock that somebody shortened, and the next apply has it as decided', async () => {
      const { api } = life.emulator;
      const shorter =
        '<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>';
      expect((await api(region).s3('PUT', '/example-archive?object-lock', shorter)).status).toBe(200);
      expect(kinds(await life.plan(record()))).toEqual(['update aws_s3_bucket_object_lock_configuration']);
      await life.apply(record());
      expect(kinds(await life.plan(record()))).toEqual([]);
    });

    test('keep for longer, move to Glacier, and record objects and functions, in place', async () => {
      const changed = record({
        archive: { retentionDays: 1095, lockDays: 365, glacierDays: 90 },
        trail: { dataEvents: { objects: { notInBuckets: ['example-archive-unlocked'] }, functions: 'all' } },
      });
      expect(kinds(await life.plan(changed)).sort()).toEqual([
        'update aws_cloudtrail',
        'update aws_s3_bucket_lifecycle_configuration',
        'update aws_s3_bucket_lifecycle_configuration',
        'update aws_s3_bucket_object_lock_configuration',
      ]);
      await life.apply(changed);
      expect(kinds(await life.plan(changed))).toEqual([]);
    });

    test('lock nothing more where there is a reason; the bucket stays', async () => {
      const unlocked = record({ archive: { optOuts: { ...unprotected, lock: off } } });
      const planned = kinds(await life.plan(unlocked));
      expect(planned).toContain('delete aws_s3_bucket_object_lock_configuration');
      expect(planned.filter((kind) => /delete|create/.test(kind))).toHaveLength(1);
    });

    test('are kept: Terraform refuses to destroy the buckets', async () => {
      await life.apply(record());
      const protectedNow = record({ archive: { optOuts: {} } });
      await life.apply(protectedNow);
      await expect(life.destroy()).rejects.toThrow('Instance cannot be destroyed');
      expect(kinds(await life.plan(protectedNow))).toEqual([]);
    });

    test('are destroyed where somebody decided so, once the log of the last requests is gone too', async () => {
      await life.apply(record());
      await expect(life.destroy()).rejects.toThrow('BucketNotEmpty');
      await emptyBucket(life.emulator.api(region), 'example-archive-unlocked');
      expect(order(await life.destroy(), 'aws_cloudtrail', 'aws_s3_bucket')).toEqual(['delete aws_s3_bucket']);
    });
  });
});
