import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer';
import { Construct } from 'constructs';

/** Finds what the account shares with other accounts or the public (CIS 1.20, FSBP IAM.28). It sees its own region, so each region in use needs one. */
export class AccessAnalyzer extends Construct {
  readonly nodes: { readonly analyzer: AccessanalyzerAnalyzer };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.nodes = {
      analyzer: new AccessanalyzerAnalyzer(this, 'analyzer', { analyzerName: 'account', type: 'ACCOUNT' }),
    };
  }
}
