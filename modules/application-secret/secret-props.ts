import { roleRef, type RoleRef } from '../iam/role-ref';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { optOut, reason, type OptOut } from '../opt-out';
import { list, object, optional, satisfying, sentence, text, union, wholeNumber, type Description } from '../props';
import { isDay } from '../props/day';
import { secretName } from './secret-ref';

export interface SecretProps {
  /** What it is called: `prod/signing-key`. Its name in AWS has a hyphen and 26 characters more, since a deleted secret keeps its own for 30 days. Another one replaces the secret. */
  readonly name: string;
  /** What its value is, and of whom: `Signs the links in mail to customers`. */
  readonly description: string;
  /** Encrypts the value. A `Key` is opened to Secrets Manager; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Who gives it another value, and how often. */
  readonly rotation: RotationDecision;
  /**
   * Roles of other stacks that read the value, or rotate it, and those that do not exist yet. Its policy denies the value to everybody else but who has `grantRead`.
   * @default none
   */
  readonly readers?: readonly RoleRef[];
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy it
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

/** Who gives a secret another value: a function, people by a day, or nobody, with the reason. */
export type RotationDecision = RotationByFunction | RotationByHand | OptOut;

export interface RotationByFunction {
  /** A Lambda function, that `rotateBy` names, here or in the stack that imports the secret. */
  readonly byFunction: true;
}

export interface RotationByHand {
  readonly byHand: ByHandProps;
}

export interface ByHandProps {
  /** Days that a value is used at most, 1 to 365. */
  readonly everyDays: number;
  /** The last day of the value that it has: `2027-02-28`. The tag `rotate-by` has it, and the review closes the gate after it. */
  readonly nextBy: string;
  /** Why no function does it. */
  readonly reason: string;
}

const rotation = union<RotationDecision>('who rotates it', {
  byFunction: object<RotationByFunction>({ byFunction: satisfying<true>('true', (found) => found === true) }),
  byHand: object<RotationByHand>({
    byHand: object<ByHandProps>({
      everyDays: wholeNumber('days', 1, 365, { structure: true }),
      nextBy: text('a day such as 2027-02-28', isDay, { structure: true }),
      reason,
    }),
  }),
  off: optOut,
});

export const secretProps: Description<SecretProps> = {
  name: secretName,
  description: sentence('what its value is', {
    max: 300,
    source: 'Secrets Manager API reference, CreateSecret, Description',
  }),
  key: keyRef,
  rotation,
  // Each has up to 600 characters in the policy, which has 20 480.
  readers: optional(list('roles', roleRef, { max: 30, source: 'Secrets Manager user guide, Quotas' }), 'none'),
  optOuts: optional(
    object<NonNullable<SecretProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy it'),
    }),
    'none',
  ),
};
