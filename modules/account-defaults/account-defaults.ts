import { S3AccountPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-account-public-access-block';
import { Construct } from 'constructs';

/** The default of every bucket of the account, also of buckets made elsewhere: no public ACL, no public policy (CIS 2.1.4, FSBP S3.1). Once for each account. */
export class AccountDefaults extends Construct {
  readonly nodes: { readonly publicAccessBlock: S3AccountPublicAccessBlock };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.nodes = {
      publicAccessBlock: new S3AccountPublicAccessBlock(this, 'public-access-block', {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
    };
  }
}
