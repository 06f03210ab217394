import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { FileSystem, type FileSystemProps } from '../../modules/file-system';
import { Key } from '../../modules/kms';
import { Life, order, type Change } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const uploads = { uid: 1000, gid: 1000 };

/** A file system with mount targets in some zones, as props change it. */
const files =
  (zones: readonly ('a' | 'b')[], change: Partial<FileSystemProps> = {}) =>
  (stack: TerraformStack): void => {
    const cidr = '10.0.0.0/16';
    const vpcId = new Vpc(stack, 'vpc', { cidrBlock: cidr }).id;
    const data = Object.fromEntries(
      zones.map((zone) => {
        const place = { cidrBlock: `10.0.${zone === 'a' ? 0 : 1}.0/24`, availabilityZone: `${region}${zone}` };
        return [place.availabilityZone, new Subnet(stack, zone, { vpcId, ...place }).id];
      }),
    );
    new FileSystem(stack, 'shared', {
      ...{ name: 'prod-shared', alarms: { topic }, accessPoints: { uploads } },
      network: { vpcId, cidr, subnetIds: { public: {}, private: {}, data } },
      key: new Key(stack, 'key', { purpose: 'Files', alias: 'files', account, region }),
      optOuts: { deletionProtection: { off: true, reason: 'It is of a test' } },
      ...change,
    });
  };

describeWithTerraform('a file system that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const kinds = (changes: readonly Change[]) =>
      changes.map(({ type, actions }) => `${actions.join('-')} ${type}`).filter((kind) => / aws_efs_/.test(kind));
    const [policy, target, point] = [
      ...['aws_efs_file_system_policy', 'aws_efs_mount_target', 'aws_efs_access_point'],
    ] as const;

    test('has its policy before anybody can mount it, and plans no change then', async () => {
      const made = order(await life.apply(files(['a'])), policy!, target!);
      expect(made).toEqual([`create ${policy}`, `create ${target}`]);
      expect(kinds(await life.plan(files(['a'])))).toEqual([]);
    });

    test('gets a zone, an access point and another throughput in place', async () => {
      const change = { accessPoints: { uploads, media: { uid: 2000, gid: 2000 } }, throughput: 'bursting' as const };
      expect(kinds(await life.plan(files(['a', 'b'], change))).sort()).toEqual([
        ...[`create ${point}`, `create ${target}`, 'update aws_efs_file_system'],
      ]);
      await life.apply(files(['a', 'b'], change));
      expect(kinds(await life.plan(files(['a', 'b'], change)))).toEqual([]);
    });

    test('gets a replica, and loses its replication in place', async () => {
      const key = { keyArn: `arn:aws:kms:eu-central-1:${account}:key/0123abcd-0000-4000-8000-000000000000` };
      const replicated = files(['a'], { replica: { region: 'eu-central-1', key } });
      await life.apply(files(['a']));
      expect(kinds(await life.plan(replicated))).toEqual(['create aws_efs_replication_configuration']);
      await life.apply(replicated);
      expect(kinds(await life.plan(replicated))).toEqual([]);
      expect(kinds(await life.plan(files(['a'])))).toEqual(['delete aws_efs_replication_configuration']);
    });

    test('is destroyed, its mount targets first', async () => {
      const gone = order(await life.destroy(), target!, policy!, 'aws_efs_file_system');
      expect(gone).toEqual([target, policy, 'aws_efs_file_system'].map((type) => `delete ${type}`));
    });
  });
});
