import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer';
import { Construct } from 'constructs';
import { checkProps, wholeNumber, type Description } from '../props';

export interface UnusedAccessAnalyzerProps {
  /** Days after which access that nobody used is a finding: 1 to 365. */
  readonly unusedAccessDays: number;
}

const unusedAccessAnalyzerProps: Description<UnusedAccessAnalyzerProps> = {
  unusedAccessDays: wholeNumber('days', 1, 365, {
    source: 'IAM Access Analyzer API reference, UnusedAccessConfiguration',
  }),
};

/**
 * Finds roles, users, keys, passwords and permissions that nobody used. IAM belongs to no region, so an account needs one, in one region. It is charged for by role and user
 * (https://aws.amazon.com/iam/access-analyzer/pricing/). Another number of days replaces it, with its findings.
 */
export class UnusedAccessAnalyzer extends Construct {
  static readonly props = unusedAccessAnalyzerProps;
  readonly nodes: { readonly analyzer: AccessanalyzerAnalyzer };

  /** @throws PropsError for a number of days that Access Analyzer refuses. */
  constructor(scope: Construct, id: string, props: UnusedAccessAnalyzerProps) {
    super(scope, id);
    checkProps(this, unusedAccessAnalyzerProps, props);
    this.nodes = {
      analyzer: new AccessanalyzerAnalyzer(this, 'analyzer', {
        ...{ analyzerName: 'unused-access', type: 'ACCOUNT_UNUSED_ACCESS' },
        configuration: { unusedAccess: { unusedAccessAge: props.unusedAccessDays } },
      }),
    };
  }
}
