import { arn, matching, reference } from '../props';

const source = 'Secrets Manager API reference, CreateSecret, Name';

/** What a secret is called. Secrets Manager adds a hyphen and six characters in its ARN, and Terraform 26 to its name, after another hyphen. */
export const secretName = matching(
  /^(?=.{1,64}$)[A-Za-z0-9]([\w./-]*[A-Za-z0-9])?$/,
  'up to 64 letters, digits and /_.-, a letter or digit first and last',
  { structure: true, source },
);

/** A secret of Secrets Manager that another module or stack made. */
export interface SecretRef {
  /** What it is called, known at synthesis: `prod/signing-key`. */
  readonly secretName: string;
  readonly secretArn: string;
}

export const secretRef = reference<SecretRef>('a secret of Secrets Manager', {
  secretName,
  secretArn: arn('a secret of Secrets Manager', 'secretsmanager', /^secret:[\w/+=.@-]{1,520}$/),
});
