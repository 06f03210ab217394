import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretPolicy } from '@cdktf/provider-aws/lib/secretsmanager-secret-policy';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import type { Function as LambdaFunction } from '../function/function';
import type { RoleRef } from '../iam/role-ref';
import { policyDocument } from '../iam/policy-document';
import { openToServices } from '../kms/open-key';
import { isOn } from '../opt-out';
import { checkProps } from '../props';
import { GrantingSecret } from './granting-secret';
import { ImportedSecret } from './imported-secret';
import { readersOnly } from './secret-policy';
import { secretProps, type RotationDecision, type SecretProps } from './secret-props';
import type { SecretRef } from './secret-ref';

/**
 * A secret of an application, such as a key that it signs with, or the password of a service of others. Terraform makes it without a value, so that no file, plan or state
 * has one: people set it, by `terrace secret set`, or a function does. Nobody reads it but who is named, whatever the policies of others say.
 *
 * ```ts
 * const signingKey = new Secret(this, 'signing-key', {
 *   ...{ name: 'prod/signing-key', description: 'Signs the links in mail to customers', key },
 *   rotation: { byHand: { everyDays: 90, nextBy: '2027-02-28', reason: 'two services take another one at once' } },
 * });
 * signingKey.grantRead('Web', web.taskRole);
 * ```
 */
export class Secret extends GrantingSecret implements SecretRef {
  static readonly props = secretProps;
  readonly secretName: string;
  readonly secretArn: string;
  readonly nodes: { readonly secret: SecretsmanagerSecret; readonly policy: SecretsmanagerSecretPolicy };
  private readonly readers: RoleRef[];

  /** @throws PropsError for props that Secrets Manager refuses. */
  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    checkProps(this, secretProps, props);
    const { name, description, key, rotation, readers = [], optOuts } = props;
    openToServices(key, 'secretsmanager');
    const secret = new SecretsmanagerSecret(this, 'secret', {
      // A deleted secret keeps its name for 30 days, and would stand in the way of its return.
      namePrefix: `${name}-`,
      description,
      kmsKeyId: key.keyArn,
      recoveryWindowInDays: 30,
      tags: { Name: name, ...('byHand' in rotation && { 'rotate-by': rotation.byHand.nextBy }) },
    });
    if (isOn(secret, 'deletion_protection', optOuts?.deletionProtection)) secret.lifecycle = { preventDestroy: true };
    tellRotation(secret, rotation);
    this.readers = [...readers];
    const policy = new SecretsmanagerSecretPolicy(this, 'policy', {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      // Readers may be added after construction, so the policy is written when the stack is.
      policy: Lazy.stringValue({
        produce: () =>
          policyDocument([readersOnly(secret.arn, [...new Set(this.readers.map(({ roleArn }) => roleArn))])]),
      }),
    });
    this.secretName = name;
    this.secretArn = secret.arn;
    this.nodes = { secret, policy };
  }

  /** A secret of another stack: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: SecretRef): ImportedSecret {
    return new ImportedSecret(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): SecretRef {
    const { secretName, secretArn } = this;
    return { secretName, secretArn };
  }

  protected get granting(): SecretRef {
    return this.ref;
  }

  override grantRead(name: string, role: RoleRef): void {
    super.grantRead(name, role);
    this.readers.push(role);
  }

  override rotateBy(rotating: LambdaFunction, everyDays: number) {
    const rotation = super.rotateBy(rotating, everyDays);
    this.readers.push(rotating.role);
    return rotation;
  }
}

/** That no function rotates it is an opt-out, which the review shows with its reason. */
function tellRotation(secret: SecretsmanagerSecret, rotation: RotationDecision): void {
  if ('byFunction' in rotation) return;
  const { reason } = 'byHand' in rotation ? rotation.byHand : rotation;
  isOn(secret, 'rotation', { off: true, reason });
}
