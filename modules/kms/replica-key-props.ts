import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { awsProvider } from '../in-region/us-east-1';
import type { OptOut } from '../opt-out';
import { flag, regionName, type Description, type Prop } from '../props';
import { keyProps } from './key-props';
import { keyRef, type PrimaryKeyRef } from './key-ref';

export interface ReplicaKeyProps {
  /** What the replica encrypts; its description in the console and in the review. */
  readonly purpose: string;
  /** The alias, without `alias/`; it may be the primary's, since aliases are each region's own. */
  readonly alias: string;
  /** The account of both keys: 12 digits. Its administrators administer the replica through IAM. */
  readonly account: string;
  /** The replica's region: another than the primary's, and than those of its other replicas. */
  readonly region: string;
  /** The key with `multiRegion` that it is a replica of. Another one makes another replica. */
  readonly primary: PrimaryKeyRef;
  /** The provider configuration of the replica's region. */
  readonly provider: AwsProvider;
  /**
   * Days between the request to delete the replica and its end, 7 to 30. What it encrypted can be read with the primary, as long as that exists.
   * @default 30, AWS's longest
   */
  readonly deletionWindowDays?: number;
  /**
   * What it encrypts that stays when its stack is destroyed: `copies of snapshots`. Terraform refuses to destroy the replica then, and its tag
   * `keeps-readable` says why.
   * @default nothing: the replica is scheduled for deletion with its stack
   */
  readonly keepsReadable?: string;
  /** @default none: a replica that keeps something readable is not destroyed */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

/** A key of another region: its place is checked against the primary's own, and not against the replica's. */
const primaryKeyRef: Prop<PrimaryKeyRef> = {
  expected: 'a KMS key with multiRegion: an object with keyArn, region, multiRegion',
  known: 'structure',
  problems(found, prop) {
    const problems = keyRef.problems(found, prop);
    if (problems.length > 0) return problems;
    const { region, multiRegion } = found as Record<string, unknown>;
    return [...regionName.problems(region, `${prop}.region`), ...flag().problems(multiRegion, `${prop}.multiRegion`)];
  },
};

const { purpose, alias, account, region, deletionWindowDays, keepsReadable, optOuts } = keyProps;
export const replicaKeyProps: Description<ReplicaKeyProps> = {
  ...{ purpose, alias, account, region, deletionWindowDays, keepsReadable, optOuts },
  primary: primaryKeyRef,
  provider: awsProvider,
};
