import type { TerraformStack } from 'cdktf';
import {
  AsymmetricEncryptionKey,
  HmacKey,
  KeyAgreementKey,
  SigningKey,
  type KeyRef,
  type SpecialKeyProps,
} from '../../../modules/kms';
import { LogGroup } from '../../../modules/log-group';
import { Database } from '../../../modules/rds';
import { optOuts, statements, synth } from '../../support/synth';

const account = '111122223333';
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const about = { purpose: 'invoices', alias: 'invoices', account };

type Props = Partial<SpecialKeyProps<string>>;
type Build = (stack: TerraformStack, props?: Props) => AnyKey;
type AnyKey = SigningKey | AsymmetricEncryptionKey | KeyAgreementKey | HmacKey;
const signing = (stack: TerraformStack, props: Props = {}) =>
  new SigningKey(stack, 'key', { ...about, keySpec: 'ECC_NIST_P256', ...(props as object) });
const encryption = (stack: TerraformStack, props: Props = {}) =>
  new AsymmetricEncryptionKey(stack, 'key', { ...about, keySpec: 'RSA_4096', ...(props as object) });
const agreement = (stack: TerraformStack, props: Props = {}) =>
  new KeyAgreementKey(stack, 'key', { ...about, keySpec: 'ECC_NIST_P384', ...(props as object) });
const hmac = (stack: TerraformStack, props: Props = {}) =>
  new HmacKey(stack, 'key', { ...about, keySpec: 'HMAC_256', ...(props as object) });

const kinds: readonly [string, Build, usage: string, spec: string][] = [
  ['a signing key', signing, 'SIGN_VERIFY', 'ECC_NIST_P256'],
  ['an asymmetric encryption key', encryption, 'ENCRYPT_DECRYPT', 'RSA_4096'],
  ['a key agreement key', agreement, 'KEY_AGREEMENT', 'ECC_NIST_P384'],
  ['an HMAC key', hmac, 'GENERATE_VERIFY_MAC', 'HMAC_256'],
];

describe.each(kinds)('%s', (_, build, usage, spec) => {
  const synthesized = synth((stack) => build(stack));
  const key = synthesized.one('aws_kms_key');

  test('is of one usage, and takes thirty days to delete', () => {
    expect(key).toMatchObject({ key_usage: usage, customer_master_key_spec: spec, deletion_window_in_days: 30 });
    expect(synthesized.one('aws_kms_alias').name).toBe('alias/invoices');
  });

  test('has no rotation, which KMS refuses', () => {
    expect(key).not.toHaveProperty('enable_key_rotation');
    expect(key).not.toHaveProperty('rotation_period_in_days');
  });

  test('is administered by the account, which cannot use it, and is not used by anybody before a grant', () => {
    const { Administration, ...others } = statements(key.policy);
    expect(others).toEqual({});
    const uses = /crypt|DataKey|CreateGrant|Sign|Verify|Mac|Derive|Rotate|\*:|:\*/;
    expect(Administration!.Action.filter((action: string) => uses.test(action))).toEqual([]);
  });

  test('that something needs is not destroyed, unless it is unprotected with a reason', () => {
    expect(key).not.toHaveProperty('lifecycle');
    const kept = synth((stack) => build(stack, { keepsReadable: 'signed invoices' })).one('aws_kms_key');
    expect(kept).toMatchObject({ lifecycle: { prevent_destroy: true }, tags: { 'keeps-readable': 'signed invoices' } });
    const deletionProtection = { off: true, reason: 'a key of generated data only' } as const;
    const open = { keepsReadable: 'signed invoices', optOuts: { deletionProtection } };
    expect(Object.values(optOuts((stack) => build(stack, open)))).toEqual([
      { deletion_protection: deletionProtection.reason },
    ]);
  });

  test('is refused where a service encrypts, by the compiler and at synthesis', () => {
    const given = (use: (stack: TerraformStack, key: KeyRef) => void) => () =>
      // @ts-expect-error -- asymmetric and HMAC keys are no KeyRef
      synth((stack) => use(stack, build(stack) satisfies KeyRef));
    const expected = `key: expected a symmetric KMS key, the only kind that services of AWS encrypt with, found "${spec}"`;
    expect(given((stack, key) => new LogGroup(stack, 'logs', { name: '/orders', retentionDays: 30, key }))).toThrow(
      `stack/logs: ${expected}`,
    );
    const network = { vpcId: 'vpc-1', cidr: '10.0.0.0/16', subnetIds: { public: {}, private: {}, data: {} } };
    expect(
      given((stack, key) => {
        const place = { account, region: 'eu-west-1' };
        const topic = { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` };
        new Database(stack, 'database', {
          ...{ name: 'main', ...place, network, key, engine: { name: 'postgres', version: '17' } },
          capacity: {
            instanceClass: 'db.r7g.large',
            allocatedStorageGb: 100,
            maxAllocatedStorageGb: 200,
            multiAz: true,
          },
          upkeep: {
            ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00' },
            logRetentionDays: 90,
          },
          alarms: { topic },
        });
      }),
    ).toThrow(expected);
  });

  test('refuses a symmetric key spec, and a deletion window too short', () => {
    expect(() => synth((stack) => build(stack, { keySpec: 'SYMMETRIC_DEFAULT' }))).toThrow(
      /^stack\/key: keySpec: expected one of .*, found "SYMMETRIC_DEFAULT"$/,
    );
    expect(() => synth((stack) => build(stack, { deletionWindowDays: 6 }))).toThrow(
      'stack/key: deletionWindowDays: expected a whole number of days from 7 to 30, found 6',
    );
  });
});

describe('grants', () => {
  const granted = (use: (stack: TerraformStack) => void) => {
    const { Administration: _, ...others } = statements(synth(use).one('aws_kms_key').policy);
    return Object.fromEntries(Object.entries(others).map(([sid, { Principal, Action }]) => [sid, [Principal, Action]]));
  };
  const principal = { AWS: app.roleArn };

  test('are by verb: who verifies cannot sign', () => {
    const sids = granted((stack) => {
      const key = signing(stack);
      key.grantSign('Billing', app);
      key.grantVerify('Audit', app);
    });
    expect(sids).toEqual({
      BillingSigns: [principal, ['kms:Sign', 'kms:GetPublicKey', 'kms:DescribeKey']],
      AuditVerifies: [principal, ['kms:Verify', 'kms:GetPublicKey', 'kms:DescribeKey']],
    });
  });

  test('are by verb: who encrypts cannot decrypt', () => {
    const sids = granted((stack) => {
      const key = encryption(stack);
      key.grantEncrypt('Intake', app);
      key.grantDecrypt('Review', app);
    });
    expect(sids).toEqual({
      IntakeEncrypts: [principal, ['kms:Encrypt', 'kms:GetPublicKey', 'kms:DescribeKey']],
      ReviewDecrypts: [principal, ['kms:Decrypt', 'kms:DescribeKey']],
    });
  });

  test('are to derive shared secrets', () => {
    expect(granted((stack) => agreement(stack).grantDeriveSharedSecret('Devices', app))).toEqual({
      DevicesDerivesSharedSecrets: [principal, ['kms:DeriveSharedSecret', 'kms:GetPublicKey', 'kms:DescribeKey']],
    });
  });

  test('are by verb: who verifies codes cannot generate them', () => {
    const sids = granted((stack) => {
      const key = hmac(stack);
      key.grantGenerateMac('Issuer', app);
      key.grantVerifyMac('Reader', app);
    });
    expect(sids).toEqual({
      IssuerGeneratesMacs: [principal, ['kms:GenerateMac', 'kms:DescribeKey']],
      ReaderVerifiesMacs: [principal, ['kms:VerifyMac', 'kms:DescribeKey']],
    });
  });
});
