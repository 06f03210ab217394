import { ApiGatewayAuthorizer } from '@cdktf/provider-aws/lib/api-gateway-authorizer';
import { ApiGatewayClientCertificate } from '@cdktf/provider-aws/lib/api-gateway-client-certificate';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import type { ApiGatewayDomainName } from '@cdktf/provider-aws/lib/api-gateway-domain-name';
import { ApiGatewayRequestValidator } from '@cdktf/provider-aws/lib/api-gateway-request-validator';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { dependable } from 'cdktf';
import { Construct } from 'constructs';
import { ApiAlarms } from '../http-api/api-alarms';
import { routeInArn } from '../http-api/permit-route';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { LogGroup } from '../log-group/log-group';
import { isOn } from '../opt-out';
import { assertProp, checkProps, granteeName } from '../props';
import { isInZone } from '../zone/domain-name';
import { accessLogFormat } from './access-log-format';
import { assertAdmits } from './admits';
import type { DeployedStage } from './deployed-stage';
import { addDomain } from './domain';
import { addMethodSettings } from './method-settings';
import { Paths } from './paths';
import { restApiProps, type RestApiProps } from './rest-api-props';
import { RestRoute } from './route';
import { routeKey, routeProps, type RestRouteProps } from './route-props';
import { SourcePolicy } from './source-policy';
import { addPlans } from './usage-plan';

const stageName = 'live';

/**
 * A REST API of API Gateway for one domain, where a web ACL, keys or a check of requests are needed: over TLS 1.2, throttled, traced, with logs and alarms.
 * A route needs a token of the user pool or a signature of AWS unless it says why not. Without these, `HttpApi` costs less.
 *
 * ```ts
 * api.addRoute('POST /orders', { to: { function: orders }, authorization: { scopes: ['orders/write'] }, apiKeyRequired: true });
 * ```
 *
 * All routes belong to the API's stack: one deployment has all of them.
 *
 * Logs of REST APIs need a role of API Gateway in the region (`aws_api_gateway_account`), which is one for all APIs of the account: AWS
 * refuses the stage where there is none.
 */
export class RestApi extends Construct {
  static readonly props = restApiProps;
  readonly restApiId: string;
  /** `arn:aws:execute-api:<region>:<account>:<id>`. */
  readonly executionArn: string;
  readonly stageArn: string;
  /** What clients call: `https://api.shop.example.com`. */
  readonly url: string;
  readonly nodes: {
    readonly api: ApiGatewayRestApi;
    readonly deployment: ApiGatewayDeployment;
    readonly stage: ApiGatewayStage;
    readonly domainName: ApiGatewayDomainName;
    readonly logGroup: LogGroup;
    readonly requestValidator: ApiGatewayRequestValidator;
    readonly authorizer?: ApiGatewayAuthorizer;
  };
  private readonly deployed: DeployedStage;
  private readonly paths: Paths;
  private readonly routes = new Map<string, RestRoute>();
  private readonly sources: SourcePolicy | undefined;

  /** @throws PropsError for anything that API Gateway would refuse, and for a domain outside of the zone. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestApiProps,
  ) {
    super(scope, id);
    checkProps(this, restApiProps, props);
    const { name, domain, accessLogs, alarms, throttling, clients } = props;
    const { zoneName } = domain.zone;
    assertProp(this, 'domain.name', isInZone(domain.name, zoneName), `a name in the zone ${zoneName}`, domain.name);
    const api = new ApiGatewayRestApi(this, 'api', {
      ...{ name, disableExecuteApiEndpoint: true, endpointConfiguration: { types: ['REGIONAL'] } },
      ...{ apiKeySource: 'HEADER', tags: { Name: name } },
    });
    this.paths = new Paths(this, 'paths', api);
    this.sources = clients?.addresses && new SourcePolicy(this, 'sources', api, clients.addresses);
    const authorizer = this.addAuthorizer(api);
    const requestValidator = new ApiGatewayRequestValidator(this, 'request-validator', {
      ...{ restApiId: api.id, name: 'all', validateRequestBody: true, validateRequestParameters: true },
    });
    const logGroup = new LogGroup(this, 'access-logs', { name: `/aws/api-gateway/${name}`, ...accessLogs });
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      ...{ restApiId: api.id, lifecycle: { createBeforeDestroy: true } },
    });
    const stage = this.addStage(api, deployment, logGroup);
    // API Gateway would create it itself, without a key and for ever.
    const executionLogs = `API-Gateway-Execution-Logs_${api.id}/${stageName}`;
    const { logGroup: errors } = new LogGroup(this, 'execution-logs', { name: executionLogs, ...accessLogs }).nodes;
    stage.dependsOn = [dependable(errors)];
    this.deployed = { restApiId: api.id, stageName: stage.stageName };
    addMethodSettings(this, 'settings', this.deployed, throttling);
    const domainName = addDomain(this, props, this.deployed);
    addPlans(this, name, clients?.usagePlans ?? {}, this.deployed);
    this.restApiId = api.id;
    this.executionArn = api.executionArn;
    this.stageArn = stage.arn;
    this.url = `https://${domain.name}`;
    const made = { api, deployment, stage, domainName, logGroup, requestValidator };
    this.nodes = { ...made, ...(authorizer && { authorizer }) };
    const dimensions = { ApiName: name, Stage: stageName };
    new ApiAlarms(this, 'alarms', { name, dimensions, serverErrors: '5XXError', thresholds: alarms });
    this.deploy();
    const expected = 'a route: API Gateway deploys no API without one';
    this.node.addValidation({
      validate: () => {
        assertProp(this, 'addRoute', this.routes.size > 0, expected, undefined);
        return [];
      },
    });
  }

  /**
   * Answers a method and a path: `GET /orders/{id}`, `ANY /files/{proxy+}`. The route that says the most is taken.
   *
   * @throws PropsError for a route that is there already, for a token or a key where the API has no user pool or usage plan, for another variable
   * at the place of one, and for a function of another stack.
   */
  addRoute(key: string, props: RestRouteProps): RestRoute {
    checkProps(this, { key: routeKey, props: routeProps }, { key, props });
    assertProp(this, 'key', !this.routes.has(key), 'a route that the API does not have already', key);
    assertAdmits(this, this.props.clients ?? {}, key, props);
    const { throttling } = props;
    const { api, authorizer, requestValidator } = this.nodes;
    // A path has no colon.
    const id = `route-${key.replace(' /', ':').replaceAll('/', ':')}`;
    const route = new RestRoute(this, id, {
      ...{ ...props, key, region: this.props.region, restApiId: api.id, executionArn: api.executionArn },
      ...{ resourceId: this.paths.resourceId(key.replace(/^\w+ /, '')), requestValidatorId: requestValidator.id },
      authorizerId: authorizer?.id,
    });
    this.routes.set(key, route);
    this.deploy();
    if (throttling) addMethodSettings(route, 'settings', this.deployed, throttling, key);
    return route;
  }

  /** Lets `role` call a route whose authorization is `iam`. @param name says which role, in letters and digits: `Web`. */
  grantInvoke(name: string, role: RoleRef, key: string): void {
    checkProps(this, { name: granteeName(32), role: roleRef, key: routeKey }, { name, role, key });
    const id = `invoke-${this.props.name}-${name}`;
    assertProp(this, 'name', !this.node.tryFindChild(id), 'a name for each role', name);
    assertProp(this, 'key', this.routes.has(key), 'a route of the API', key);
    const Resource = `${this.executionArn}/${stageName}/${routeInArn(key)}`;
    grant(this, id, role, [{ Sid: 'Calls', Effect: 'Allow', Action: 'execute-api:Invoke', Resource }]);
  }

  /** A deployment is a copy: it is made again when a route, the resource policy or the user pool changes, and before the last one goes. */
  private deploy(): void {
    const { deployment } = this.nodes;
    const routes = [...this.routes].sort(([one], [other]) => (one < other ? -1 : 1));
    const policy = this.sources?.version;
    const { userPool } = this.props.clients ?? {};
    deployment.triggers = {
      ...Object.fromEntries(routes.map(([key, { version }]) => [key, version])),
      ...(policy && { policy }),
      ...(userPool && { userPool: userPool.userPoolArn }),
    };
    deployment.dependsOn = [
      ...routes.map(([, { nodes }]) => dependable(nodes.integration)),
      ...(this.sources ? [dependable(this.sources.nodes.policy)] : []),
    ];
  }

  private addAuthorizer(api: ApiGatewayRestApi): ApiGatewayAuthorizer | undefined {
    const { name, clients } = this.props;
    if (!clients?.userPool) return undefined;
    return new ApiGatewayAuthorizer(this, 'authorizer', {
      ...{ restApiId: api.id, name: `${name}-cognito`, type: 'COGNITO_USER_POOLS' },
      ...{ providerArns: [clients.userPool.userPoolArn], identitySource: 'method.request.header.Authorization' },
    });
  }

  private addStage(api: ApiGatewayRestApi, deployment: ApiGatewayDeployment, logGroup: LogGroup): ApiGatewayStage {
    const { name, webAcl } = this.props;
    // A function does not see it; a service that is called over HTTPS would.
    const certificate = new ApiGatewayClientCertificate(this, 'client-certificate', {
      ...{ description: `REST API ${name}`, tags: { Name: name } },
    });
    const stage = new ApiGatewayStage(this, 'stage', {
      ...{ restApiId: api.id, deploymentId: deployment.id, stageName, xrayTracingEnabled: true, tags: { Name: name } },
      accessLogSettings: { destinationArn: logGroup.logGroupArn, format: accessLogFormat },
      ...{ clientCertificateId: certificate.id, cacheClusterEnabled: false },
    });
    const { arn: resourceArn } = stage;
    if ('webAclArn' in webAcl) {
      new Wafv2WebAclAssociation(this, 'web-acl', { resourceArn, webAclArn: webAcl.webAclArn });
    } else isOn(stage, 'web_acl', webAcl);
    return stage;
  }
}
