import { AccountDefaults, RegionDefaults } from '../../modules/account-defaults';
import { synth } from '../support/synth';

test('no bucket of the account can be made public', () => {
  const account = synth((stack) => new AccountDefaults(stack, 'defaults'));
  expect(account.one('aws_s3_account_public_access_block')).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test('every volume of the region is encrypted', () => {
  const region = synth((stack) => new RegionDefaults(stack, 'defaults'));
  expect(region.one('aws_ebs_encryption_by_default')).toMatchObject({ enabled: true });
});
