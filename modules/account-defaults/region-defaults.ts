import { EbsEncryptionByDefault } from '@cdktf/provider-aws/lib/ebs-encryption-by-default';
import { Construct } from 'constructs';

/** The default of every volume and snapshot of a region, also of those made elsewhere: encryption (CIS 5.1.1, FSBP EC2.7). Once for each region in use. */
export class RegionDefaults extends Construct {
  readonly nodes: { readonly encryptionByDefault: EbsEncryptionByDefault };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.nodes = { encryptionByDefault: new EbsEncryptionByDefault(this, 'ebs-encryption', { enabled: true }) };
  }
}
