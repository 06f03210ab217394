import { XrayEncryptionConfig } from '@cdktf/provider-aws/lib/xray-encryption-config';
import { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
import { checkProps, type Description } from '../props';

export interface TraceEncryptionProps {
  /** Encrypts the traces, a symmetric key. A `Key` is opened to X-Ray; one that is only referred to must admit it. */
  readonly key: KeyRef;
}

const traceEncryptionProps: Description<TraceEncryptionProps> = { key: keyRef };

/**
 * The key of all traces of an account in a region, whoever writes them: once for each region in use. It is a setting that is there already, so an apply
 * overwrites what somebody else has set, and destroying it changes nothing (AWS provider, aws_xray_encryption_config).
 *
 * X-Ray stops storing traces when it cannot use the key, and does not encrypt older ones again (X-Ray developer guide, Data protection in AWS X-Ray): the key stays
 * as long as traces are written.
 */
export class TraceEncryption extends Construct {
  static readonly props = traceEncryptionProps;
  readonly nodes: { readonly encryption: XrayEncryptionConfig };

  /** @throws PropsError for what is no key. */
  constructor(scope: Construct, id: string, props: TraceEncryptionProps) {
    super(scope, id);
    checkProps(this, traceEncryptionProps, props);
    openToServices(props.key, 'xray');
    this.nodes = { encryption: new XrayEncryptionConfig(this, 'encryption', { type: 'KMS', keyId: props.key.keyArn }) };
  }
}
