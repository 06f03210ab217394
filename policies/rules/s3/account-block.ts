import { attribute } from '../../../review/engine/attribute';
import type { Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';

export const accountBlock = 'aws_s3_account_public_access_block';
const flags = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** One verdict for each of the four flags of a block, which default to false. */
export function blocksPublicAccess(block: Resource): readonly Verdict[] {
  return flags.map((flag) => attribute(block, flag, { default: false }).is(true));
}
