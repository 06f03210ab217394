import type { Context } from '../../../review/engine/rule';
import { failing, notKnown, worst, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';

export const bucketBlock = 'aws_s3_bucket_public_access_block';
export const ownershipControls = 'aws_s3_bucket_ownership_controls';

/**
 * The verdict on a setting of a bucket, which is a separate resource in any stack. Of several for one bucket AWS keeps
 * whichever was applied last, so the worst counts.
 *
 * @param expected words for a bucket that has no such setting
 * @param inline the setting on the bucket itself, where the provider still accepts it
 */
export function bySetting(
  bucket: Resource,
  { graph }: Context,
  type: string,
  expected: string,
  judge: (setting: Resource) => Verdict,
  inline?: Verdict,
): Verdict {
  const { found, unknown } = graph.children(bucket, type, 'bucket');
  if (found.length > 0) return worst(found.map(judge));
  if (inline) return inline;
  if (unknown) return notKnown(undefined, expected, unknown);
  return failing(undefined, expected, `no ${type}`);
}

/** A verdict on a setting, reported for the bucket: the message names the judged resource. */
export function within(setting: Resource, verdict: Verdict): Verdict {
  if (verdict.status === 'pass') return verdict;
  return { ...verdict, attribute: [setting.type, verdict.attribute].filter(Boolean).join('.') };
}
