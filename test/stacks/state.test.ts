import { dev } from '../../environments/dev';
import { prod } from '../../environments/prod';
import { stackOf } from '../support/stacks';

const state = stackOf(prod, 'state');
/** The only one of the type in the environment's own region. */
const atHome = (type: string) => {
  const [only, ...others] = state.all(type).filter(({ provider }) => provider === undefined);
  expect(others).toEqual([]);
  return only!;
};

test("the bucket and the key's alias are those that every backend of the environment names", () => {
  const { bucket, kms_key_id } = state.json.terraform.backend.s3;
  expect(atHome('aws_s3_bucket').bucket).toBe(bucket);
  expect(kms_key_id).toBe(`arn:aws:kms:${prod.region}:${prod.account}:${atHome('aws_kms_alias').name}`);
});

test('old versions are kept as long as the environment says', () => {
  const [rule] = atHome('aws_s3_bucket_lifecycle_configuration').rule;
  expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: prod.state.oldVersionRetentionDays }]);
});

test('states are copied to the region that the environment says, under a key there, and no deletion is', () => {
  const [copy] = state.all('aws_s3_bucket').filter(({ provider }) => provider === 'aws.eu_west_3');
  expect(copy).toMatchObject({ bucket: prod.state.replica.bucket, lifecycle: { prevent_destroy: true } });
  const { role, rule } = state.one('aws_s3_bucket_replication_configuration');
  expect(role).toBe(state.reference('aws_iam_role', 'arn'));
  expect(rule).toMatchObject([
    {
      ...{ status: 'Enabled', delete_marker_replication: { status: 'Disabled' } },
      source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
      destination: { encryption_configuration: { replica_kms_key_id: expect.stringMatching(/eu-west-3_key/) } },
    },
  ]);
});

test('states stay where they are where nobody decided otherwise', () => {
  expect(stackOf(dev, 'state').types()).not.toContain('aws_s3_bucket_replication_configuration');
});
