import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Fn, propertyAccess, Token } from 'cdktf';
import { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
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
  /** The start of its parameter's name, `/<name>/origin-header`: `prod-web`. */
  readonly name: string;
  /** Encrypts the parameter. A `Key` is opened to Systems Manager; one that is only referred to must admit it. */
  readonly key: KeyRef;
}

const originHeaderProps: Description<OriginHeaderProps> = {
  name: matching(/^[a-z0-9][\w-]{0,62}$/, 'up to 63 letters, digits, _ and -', { structure: true }),
  key: keyRef,
};

/**
 * The header by which a balancer knows requests of its own distribution: CloudFront's addresses are those of everybody's distributions.
 *
 * The value is a parameter of Systems Manager, `{ "current": …, "previous": … }`. Terraform makes the first one, then reads what is there and never writes
 * another: to rotate it, write a new `current` with the old one as `previous`, apply the balancer and then the distribution, and write the new one as both.
 * Conditions of listeners and headers of distributions are no secrets to Terraform or AWS: the value is in the state, which is encrypted, and in what both
 * services describe.
 */
export class OriginHeader extends Construct implements OriginHeaderRef {
  static readonly props = originHeaderProps;
  readonly headerName = 'x-origin-verify';
  readonly current: string;
  readonly previous: string;
  readonly parameterArn: string;
  readonly nodes: { readonly parameter: SsmParameter };

  /** @throws PropsError for a name that Systems Manager refuses. */
  constructor(scope: Construct, id: string, props: OriginHeaderProps) {
    super(scope, id);
    checkProps(this, originHeaderProps, props);
    openToServices(props.key, 'ssm');
    const parameter = new SsmParameter(this, 'parameter', {
      name: `/${props.name}/origin-header`,
      description: `Header ${this.headerName} of requests from the distribution of ${props.name}`,
      type: 'SecureString',
      keyId: props.key.keyArn,
      // A UUID has 122 random bits from the system's generator.
      value: Fn.jsonencode({ current: Fn.uuid(), previous: Fn.uuid() }),
      lifecycle: { ignoreChanges: ['value'] },
    });
    this.nodes = { parameter };
    this.parameterArn = parameter.arn;
    const valid = Fn.jsondecode(parameter.value);
    this.current = Token.asString(propertyAccess(valid, ['current']));
    this.previous = Token.asString(propertyAccess(valid, ['previous']));
  }
}
