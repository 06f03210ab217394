import {
  Apigatewayv2Integration,
  type Apigatewayv2IntegrationConfig,
} from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import type { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { isOn } from '../opt-out';
import { permitRoute } from './permit-route';
import type { RouteProps } from './route-props';

interface ApiRouteProps extends RouteProps {
  readonly apiId: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>`. */
  readonly executionArn: string;
  readonly key: string;
  /** Of the tokens. */
  readonly authorizerId: string | undefined;
}

/** One route of an API, with what answers it, and the permission to invoke that for this route alone. */
export class Route extends Construct {
  readonly routeKey: string;
  readonly nodes: {
    readonly route: Apigatewayv2Route;
    readonly integration: Apigatewayv2Integration;
    readonly permission?: LambdaPermission;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ApiRouteProps,
  ) {
    super(scope, id);
    const { apiId, key, to, authorization } = props;
    const permission = 'function' in to ? permitRoute(this, to.function, props.executionArn, key) : undefined;
    const timeoutMilliseconds = Math.round((props.timeoutSeconds ?? 30) * 1000);
    const integration = new Apigatewayv2Integration(this, 'integration', {
      ...{ apiId, timeoutMilliseconds, ...this.integration() },
    });
    const route = new Apigatewayv2Route(this, 'route', {
      ...{ apiId, routeKey: key, target: `integrations/${integration.id}`, ...this.authorization() },
    });
    if (typeof authorization === 'object' && 'off' in authorization) isOn(route, 'authorization', authorization);
    this.routeKey = key;
    this.nodes = { route, integration, ...(permission && { permission }) };
  }

  private integration(): Pick<Apigatewayv2IntegrationConfig, 'integrationType'> &
    Partial<Apigatewayv2IntegrationConfig> {
    const { to, key } = this.props;
    if ('function' in to) {
      return {
        ...{ integrationType: 'AWS_PROXY', integrationMethod: 'POST', payloadFormatVersion: '2.0' },
        integrationUri: to.function.aliasArn,
      };
    }
    const { link, listenerArn, serverName, host = serverName } = to.service;
    return {
      ...{ integrationType: 'HTTP_PROXY', integrationMethod: key.replace(/ .*/, ''), payloadFormatVersion: '1.0' },
      ...{ connectionType: 'VPC_LINK', connectionId: link.vpcLinkId, integrationUri: listenerArn },
      // Else it is the API's own, which no rule of the listener is about.
      ...{ requestParameters: { 'overwrite:header.host': host }, tlsConfig: { serverNameToVerify: serverName } },
    };
  }

  private authorization() {
    const { authorization, authorizerId } = this.props;
    if (typeof authorization === 'object' && 'off' in authorization) return { authorizationType: 'NONE' };
    const token = { authorizationType: 'JWT', authorizerId };
    return authorization === 'jwt' ? token : { ...token, authorizationScopes: [...authorization.scopes] };
  }
}
