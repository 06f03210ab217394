import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
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
