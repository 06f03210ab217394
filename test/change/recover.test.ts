import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TerraformStack } from 'cdktf';
import { BackupRole, RestoreRole, Vault } from '../../modules/backup';
import { Key } from '../../modules/kms';
import { Table } from '../../modules/table';
import { Life, kinds } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const off = { off: true as const, reason: 'It is of a test' };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const page = readFileSync('docs/guides/recover.md', 'utf8')
  .replace(/\\\n\s*/g, '')
  .replace(/\s+/g, ' ');

/** A table that expires and is restorable, its vault and the roles of AWS Backup, as the stacks of prod have them. */
function receipts(stack: TerraformStack): void {
  new Table(stack, 'receipts', {
    ...{ name: 'prod-receipts', region, alarms: { topic }, optOuts: { deletionProtection: off } },
    key: new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region }),
    schema: { partitionKey: { name: 'orderId' }, timeToLive: { attribute: 'expiresAt' } },
    capacity: { onDemand: { maxReadUnits: 10, maxWriteUnits: 10 } },
  });
  new Vault(stack, 'vault', {
    ...{ name: 'prod-recovery', account, region, keyAlias: 'recovery', administrators: ['people/administrator'] },
    ...{ lock: off, optOuts: { deletionProtection: off } },
  });
  new BackupRole(stack, 'backup', { name: 'prod-backup', account, prefixes: ['prod-'] });
  new RestoreRole(stack, 'restore', { name: 'prod-restore', account, tablePrefixes: ['prod-'] });
}

describeWithTerraform('a table that was deleted', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    /** Runs a command that the guide tells, with what stands for its `<…>`. */
    const aws = async (command: string, replaced: Readonly<Record<string, string>> = {}): Promise<any> => {
      expect(page).toContain(command);
      const filled = Object.entries(replaced).reduce((text, [name, value]) => text.replace(name, value), command);
      // The AWS CLI looks for a profile of any name that is set.
      const { AWS_PROFILE: _, ...emulated } = life.emulator.env;
      const env = { ...process.env, ...emulated, AWS_DEFAULT_REGION: region };
      const ran = spawn('bash', ['-c', `${filled.replace('444455556666', account)} --output json`], { env });
      let [output, errors] = ['', ''];
      ran.stdout.on('data', (chunk) => (output += chunk));
      ran.stderr.on('data', (chunk) => (errors += chunk));
      const exitCode = await new Promise((resolve) => ran.on('close', resolve));
      if (exitCode !== 0) throw new Error(`${filled}: ${errors}`);
      return JSON.parse(output);
    };
    const restored = {
      start:
        'aws backup start-restore-job --recovery-point-arn <RecoveryPointArn> --iam-role-arn arn:aws:iam::444455556666:role/bounded/prod-restore --metadata targetTableName=prod-receipts,encryptionType=KMS,kmsMasterKeyArn=<ARN of the data key>',
      look: 'aws backup describe-restore-job --restore-job-id <RestoreJobId> --query Status',
      list: "aws backup list-recovery-points-by-backup-vault --backup-vault-name prod-recovery --query 'RecoveryPoints[?Status==`COMPLETED`].[CreationDate,ResourceArn,RecoveryPointArn]'",
    };

    test('is in the vault', async () => {
      await life.apply(receipts);
      const ResourceArn = `arn:aws:dynamodb:${region}:${account}:table/prod-receipts`;
      const job = {
        BackupVaultName: 'prod-recovery',
        ResourceArn,
        IamRoleArn: `arn:aws:iam::${account}:role/prod-backup`,
      };
      const { status } = await life.emulator.api(region).rest('backup', 'PUT', '/backup-jobs', job);
      expect(status).toBe(200);
      const [[, resource]] = await aws(restored.list);
      expect(resource).toBe(ResourceArn);
    });

    test('would be made again, and empty', async () => {
      const TableName = 'prod-receipts';
      const api = life.emulator.api(region);
      expect((await api.json('dynamodb', 'DynamoDB_20120810.DeleteTable', { TableName })).status).toBe(200);
      expect(kinds(await life.plan(receipts))).toContain('create aws_dynamodb_table');
    });

    test('is restored under its own name by the commands of the guide', async () => {
      const [[, , point]] = await aws(restored.list);
      const described = await life.emulator
        .api(region)
        .json('kms', 'TrentService.DescribeKey', { KeyId: 'alias/data' });
      const key: string = JSON.parse(described.text).KeyMetadata.Arn;
      const replaced = { '<RecoveryPointArn>': point, '<ARN of the data key>': key };
      const { RestoreJobId } = await aws(restored.start, replaced);
      expect(await aws(restored.look, { '<RestoreJobId>': RestoreJobId })).toBe('COMPLETED');
    });

    test('is the one that the state knows: it is changed in place, and then there is nothing left to change', async () => {
      const planned = kinds(await life.plan(receipts));
      expect(planned).toContain('update aws_dynamodb_table');
      expect(planned.filter((kind) => /(create|delete).* aws_dynamodb_table$/.test(kind))).toEqual([]);
      await life.apply(receipts);
      const left = await life.plan(receipts);
      expect(left.map(({ type, before, after }) => [type, before, after])).toEqual([]);
    });

    test('is destroyed with what backs it up', async () => {
      await life.destroy();
    });
  });
});
