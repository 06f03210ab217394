import { prod } from '../../environments/prod';
import { stackOf } from '../support/stacks';

const state = stackOf(prod, 'state');

test("the bucket and the key's alias are those that every backend of the environment names", () => {
  const { bucket, kms_key_id } = state.json.terraform.backend.s3;
  expect(state.one('aws_s3_bucket').bucket).toBe(bucket);
  expect(kms_key_id).toBe(`arn:aws:kms:${prod.region}:${prod.account}:${state.one('aws_kms_alias').name}`);
});

test('old versions are kept as long as the environment says', () => {
  const [rule] = state.one('aws_s3_bucket_lifecycle_configuration').rule;
  expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: prod.state.oldVersionRetentionDays }]);
});
