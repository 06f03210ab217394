import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayMethod, type ApiGatewayMethodConfig } from '@cdktf/provider-aws/lib/api-gateway-method';
import { ApiGatewayModel } from '@cdktf/provider-aws/lib/api-gateway-model';
import type { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { permitRoute } from '../http-api/permit-route';
import { isOn } from '../opt-out';
import type { RestRouteProps } from './route-props';

interface ApiRouteProps extends RestRouteProps {
  readonly region: string;
  readonly restApiId: string;
  readonly resourceId: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>`. */
  readonly executionArn: string;
  readonly key: string;
  /** Of the tokens. */
  readonly authorizerId: string | undefined;
  readonly requestValidatorId: string;
}

/** One route of a REST API, with what answers it, and the permission to invoke that for this route alone. */
export class RestRoute extends Construct {
  readonly routeKey: string;
  /** Changes with what a deployment has of the route. */
  readonly version: string;
  readonly nodes: {
    readonly method: ApiGatewayMethod;
    readonly integration: ApiGatewayIntegration;
    readonly permission: LambdaPermission;
    readonly model?: ApiGatewayModel;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ApiRouteProps,
  ) {
    super(scope, id);
    const { restApiId, resourceId, executionArn, key, to, authorization, region } = props;
    const permission = permitRoute(this, to.function, executionArn, key);
    const model = this.addModel();
    const httpMethod = key.replace(/ .*/, '');
    const decided = { httpMethod, ...this.authorization(), ...this.required() };
    const method = new ApiGatewayMethod(this, 'method', {
      ...{ restApiId, resourceId, ...decided, authorizerId: this.authorizerId() },
      requestValidatorId: props.requestValidatorId,
      ...(model && { requestModels: { $default: model.name } }),
    });
    const answered = { type: 'AWS_PROXY', timeoutMilliseconds: Math.round((props.timeoutSeconds ?? 29) * 1000) };
    const integration = new ApiGatewayIntegration(this, 'integration', {
      ...{ restApiId, resourceId, httpMethod: method.httpMethod, integrationHttpMethod: 'POST', ...answered },
      uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${to.function.aliasArn}/invocations`,
    });
    if (typeof authorization === 'object' && 'off' in authorization) isOn(method, 'authorization', authorization);
    this.routeKey = key;
    const written = hash(JSON.stringify({ ...decided, ...answered, body: props.requires?.body }));
    // The function's ARN may be known only to Terraform.
    this.version = `${written} ${to.function.aliasArn}`;
    this.nodes = { method, integration, permission, ...(model && { model }) };
  }

  private addModel(): ApiGatewayModel | undefined {
    const { restApiId, key, requires } = this.props;
    if (!requires?.body) return undefined;
    // Letters and digits alone; the hash makes it another one for /a/b than for /ab.
    const name = `${key.replace(/[^A-Za-z0-9]/g, '').slice(0, 64)}${hash(key).slice(0, 8)}`;
    return new ApiGatewayModel(this, 'model', {
      ...{ restApiId, name, contentType: 'application/json', description: `The body of ${key}` },
      schema: JSON.stringify(requires.body),
    });
  }

  private required(): Pick<ApiGatewayMethodConfig, 'apiKeyRequired' | 'requestParameters'> {
    const { apiKeyRequired = false, requires } = this.props;
    const named = (where: string, names: readonly string[] = []) =>
      names.map((name) => [`method.request.${where}.${name}`, true] as const);
    const all = [...named('querystring', requires?.query), ...named('header', requires?.headers)];
    const path = [...this.props.key.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
    return { apiKeyRequired, requestParameters: Object.fromEntries([...all, ...named('path', path)]) };
  }

  private authorization(): Pick<ApiGatewayMethodConfig, 'authorization' | 'authorizationScopes'> {
    const { authorization } = this.props;
    if (authorization === 'iam') return { authorization: 'AWS_IAM' };
    if (authorization === 'cognito') return { authorization: 'COGNITO_USER_POOLS' };
    if ('off' in authorization) return { authorization: 'NONE' };
    return { authorization: 'COGNITO_USER_POOLS', authorizationScopes: [...authorization.scopes] };
  }

  private authorizerId(): string | undefined {
    return this.authorization().authorization === 'COGNITO_USER_POOLS' ? this.props.authorizerId : undefined;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
