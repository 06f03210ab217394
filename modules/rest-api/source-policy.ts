import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { ApiGatewayRestApiPolicy } from '@cdktf/provider-aws/lib/api-gateway-rest-api-policy';
import { Construct } from 'constructs';

/** The resource policy of an API that answers some addresses alone: everything else is denied, whatever a route admits. */
export class SourcePolicy extends Construct {
  /** Changes with what a deployment has of the policy. */
  readonly version: string;
  readonly nodes: { readonly policy: ApiGatewayRestApiPolicy };

  constructor(scope: Construct, id: string, api: ApiGatewayRestApi, addresses: readonly string[]) {
    super(scope, id);
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Sid: 'Addresses', Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' },
          Resource: `${api.executionArn}/*`,
          Condition: { IpAddress: { 'aws:SourceIp': addresses } },
        },
      ],
    });
    this.version = addresses.join(' ');
    this.nodes = { policy: new ApiGatewayRestApiPolicy(this, 'policy', { restApiId: api.id, policy }) };
  }
}
