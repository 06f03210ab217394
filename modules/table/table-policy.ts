import type { PolicyStatement } from '../iam/policy-statement';

/** What nobody may, whatever else lets them: requests without TLS. It lets nobody in. */
export function tlsOnly(tableArn: string): PolicyStatement {
  return {
    ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 'dynamodb:*' },
    Resource: [tableArn, `${tableArn}/index/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
