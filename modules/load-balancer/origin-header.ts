import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn, propertyAccess, Token } from 'cdktf';
import { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
import { isOn } from '../opt-out';
import { checkProps, matching, reference, text, type Description } from '../props';

/** A header that a distribution adds to each request, and that a balancer asks for. */
export interface OriginHeaderRef {
  readonly headerName: string;
  /** The value that the distribution sends. */
  readonly current: string;
  /** The value that it sent before, which is valid until every edge location has the new one. */
  readonly previous: string;
}

const source = 'Elastic Load Balancing API reference, HttpHeaderConditionConfig';
const value = text('the value of a header', (found) => /^[!-)+->@-~]{16,128}$/.test(found), { source });

export const originHeaderRef = reference<OriginHeaderRef>('a header that a distribution adds', {
  headerName: matching(/^[A-Za-z0-9-]{1,40}$/, 'the name of a header, 1 to 40 letters, digits and hyphens', { source }),
  current: value,
  previous: value,
});

export interface OriginHeaderProps {
  /** The start of its secret's name: `prod-web`. */
  readonly name: string;
  /** Encrypts the secret. A `Key` is opened to Secrets Manager; one that is only referred to must admit it. */
  readonly key: KeyRef;
}

const originHeaderProps: Description<OriginHeaderProps> = {
  name: matching(/^[a-z0-9][\w-]{0,62}$/, 'up to 63 letters, digits, _ and -', { structure: true }),
  key: keyRef,
};

const shown =
  'A condition of a listener and a header of a distribution are in the state and in what AWS describes, so this value is too';
const byHand =
  'A rotation changes the listener first and then the distribution, which are applied one after the other: no function of Secrets Manager can do that';

/**
 * The header by which a balancer knows requests of its own distribution: CloudFront's addresses are those of everybody's distributions.
 *
 * The value is in Secrets Manager, as `{ "current": …, "previous": … }`. Terraform makes the first one, and never writes another: to rotate it, write a new
 * `current` with the old one as `previous`, apply the balancer and then the distribution, and write the new one as both. Conditions of listeners and headers of
 * distributions are no secrets to Terraform or AWS: the value is in the state, which is encrypted, and in what both services describe.
 */
export class OriginHeader extends Construct implements OriginHeaderRef {
  static readonly props = originHeaderProps;
  readonly headerName = 'x-origin-verify';
  readonly current: string;
  readonly previous: string;
  readonly secretArn: string;
  readonly nodes: { readonly secret: SecretsmanagerSecret; readonly version: SecretsmanagerSecretVersion };

  /** @throws PropsError for a name that Secrets Manager refuses. */
  constructor(scope: Construct, id: string, props: OriginHeaderProps) {
    super(scope, id);
    checkProps(this, originHeaderProps, props);
    openToServices(props.key, 'secretsmanager');
    const secret = new SecretsmanagerSecret(this, 'secret', {
      // A deleted secret keeps its name for 30 days, and would stand in the way of its return.
      namePrefix: `${props.name}-origin-header-`,
      description: `Header ${this.headerName} of requests from the distribution of ${props.name}`,
      kmsKeyId: props.key.keyArn,
      recoveryWindowInDays: 30,
    });
    // A UUID has 122 random bits from the system's generator. Both are valid from the start: nobody sent another before.
    const version = new SecretsmanagerSecretVersion(this, 'version', {
      secretId: secret.id,
      secretString: Fn.jsonencode({ current: Fn.uuid(), previous: Fn.uuid() }),
      lifecycle: { ignoreChanges: ['secret_string'] },
    });
    isOn(version, 'secret_not_in_state', { off: true, reason: shown });
    isOn(secret, 'rotation', { off: true, reason: byHand });
    this.nodes = { secret, version };
    this.secretArn = secret.arn;
    const valid = Fn.jsondecode(version.secretString);
    this.current = Token.asString(propertyAccess(valid, ['current']));
    this.previous = Token.asString(propertyAccess(valid, ['previous']));
  }
}
