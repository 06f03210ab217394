import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { Construct } from 'constructs';
import { Role } from '../iam/role';
import { checkProps, matching, type Description } from '../props';

export interface RestApiLogsProps {
  /** The name of the role, unique in its account, of which a second region has another: `prod-api-gateway-logs`. */
  readonly name: string;
}

const restApiLogsProps: Description<RestApiLogsProps> = {
  name: matching(/^[\w+=,.@-]{1,64}$/, '1 to 64 letters, digits and _+=,.@-', {
    source: 'IAM API reference, CreateRole, RoleName',
  }),
};

/**
 * The role with which API Gateway writes the logs of all REST APIs of an account in a region. A region has one setting for it; AWS refuses a stage with logs where it is missing
 * (API Gateway developer guide, Set up CloudWatch logging for REST APIs).
 */
export class RestApiLogs extends Construct {
  static readonly props = restApiLogsProps;
  readonly nodes: { readonly account: ApiGatewayAccount; readonly role: Role };

  /** @throws PropsError for a name that IAM refuses. */
  constructor(scope: Construct, id: string, props: RestApiLogsProps) {
    super(scope, id);
    checkProps(this, restApiLogsProps, props);
    const role = new Role(this, 'role', {
      name: props.name,
      description: 'API Gateway: writes the logs of REST APIs',
      trust: {
        service: 'apigateway.amazonaws.com',
        sourceAccount: { off: true, reason: 'AWS documents no source account of the role that writes logs of APIs' },
      },
      path: '/',
      awsManagedPolicies: ['service-role/AmazonAPIGatewayPushToCloudWatchLogs'],
    });
    const account = new ApiGatewayAccount(this, 'account', { cloudwatchRoleArn: role.roleArn });
    // API Gateway tries the role when it is told of it.
    account.node.addDependency(role);
    this.nodes = { account, role };
  }
}
