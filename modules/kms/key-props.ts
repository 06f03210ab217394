import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  flag,
  keyAlias,
  matching,
  object,
  optional,
  regionName,
  sentence,
  wholeNumber,
  type Description,
} from '../props';

export interface KeyProps {
  /** What the key encrypts; its description in the console and in the review. */
  readonly purpose: string;
  /** The alias, without `alias/`. */
  readonly alias: string;
  /** The account that owns the key: 12 digits. Its administrators administer the key through IAM. */
  readonly account: string;
  /** The key's region: it encrypts what is there. */
  readonly region: string;
  /**
   * Days between the request to delete the key and its end, 7 to 30. What the key encrypted is lost with it.
   * @default 30, AWS's longest
   */
  readonly deletionWindowDays?: number;
  /**
   * Days between two rotations, 90 to 2560; what older key material encrypted stays readable. Another number is an update in place.
   * @default 365, AWS's own
   */
  readonly rotationPeriodDays?: number;
  /**
   * Whether the key can have replicas in other regions: the same key, with an id that begins with `mrk-`. AWS decides it when it makes the key, so a
   * change makes another key, and what this one encrypted is lost with it: Terraform refuses that of a key that keeps something readable.
   * @default false: what it encrypts can be read in its own region alone
   */
  readonly multiRegion?: boolean;
  /**
   * What it encrypts that stays when its stack is destroyed: `final snapshots of databases`. Terraform refuses to destroy the key then, and its tag
   * `keeps-readable` says why.
   * @default nothing: the key is scheduled for deletion with its stack
   */
  readonly keepsReadable?: string;
  /** @default none: a key that keeps something readable is not destroyed */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export const keyProps: Description<KeyProps> = {
  // KMS API reference, CreateKey, Description.
  purpose: sentence('what the key encrypts', { max: 8192 }),
  alias: keyAlias,
  account: accountId,
  region: regionName,
  deletionWindowDays: optional(
    wholeNumber('days', 7, 30, { source: 'KMS API reference, ScheduleKeyDeletion, PendingWindowInDays' }),
    "30, AWS's longest",
  ),
  rotationPeriodDays: optional(
    wholeNumber('days', 90, 2560, { source: 'KMS API reference, EnableKeyRotation, RotationPeriodInDays' }),
    "365, AWS's own",
  ),
  multiRegion: optional(flag(), 'false'),
  keepsReadable: optional(
    // KMS API reference, TagResource, TagValue.
    matching(/^(?=.{1,256}$)[\w .:/=+@-]+$/, 'what stays under it, in 256 letters, digits, blanks and ._:/=+-@', {
      structure: true,
    }),
    'nothing',
  ),
  optOuts: optional(
    object({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy a key that keeps something readable'),
    }),
    'none',
  ),
};
