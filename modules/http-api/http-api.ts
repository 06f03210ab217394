import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2ApiMapping } from '@cdktf/provider-aws/lib/apigatewayv2-api-mapping';
import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer';
import { Apigatewayv2DomainName } from '@cdktf/provider-aws/lib/apigatewayv2-domain-name';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { dependable } from 'cdktf';
import { Construct } from 'constructs';
import { LogGroup } from '../log-group/log-group';
import { assertProp, checkProps } from '../props';
import { DnsRecord } from '../zone/dns-record';
import { isInZone } from '../zone/domain-name';
import { accessLogFormat } from './access-log-format';
import { addRoute } from './add-route';
import { ApiAlarms } from './api-alarms';
import { httpApiProps, type Cors, type HttpApiProps, type Throttling } from './http-api-props';
import type { HttpApiRef } from './http-api-ref';
import { ImportedHttpApi } from './imported-http-api';
import type { Route } from './route';
import { methods } from './route-key';
import type { RouteProps } from './route-props';

/**
 * An HTTP API of API Gateway for one domain: over TLS 1.2, throttled, with access logs and alarms. A route needs a token unless it says why not.
 *
 * ```ts
 * api.addRoute('POST /orders', { to: { function: orders }, authorization: { scopes: ['orders/write'] } });
 * api.addRoute('GET /status', { to: { function: status }, authorization: { off: true, reason: 'Monitors have no token' } });
 * ```
 *
 * HTTP APIs take no web ACL: put a distribution in front, with one.
 */
export class HttpApi extends Construct {
  static readonly props = httpApiProps;
  readonly apiId: string;
  /** What clients call: `https://api.shop.example.com`. */
  readonly url: string;
  readonly nodes: {
    readonly api: Apigatewayv2Api;
    readonly stage: Apigatewayv2Stage;
    readonly domainName: Apigatewayv2DomainName;
    readonly logGroup: LogGroup;
    readonly authorizer?: Apigatewayv2Authorizer;
  };
  private readonly throttled = new Map<string, { readonly route: Route; readonly throttling: Throttling }>();

  /** @throws PropsError for anything that API Gateway would refuse, and for a domain outside of the zone. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: HttpApiProps,
  ) {
    super(scope, id);
    checkProps(this, httpApiProps, props);
    const { name, domain, cors, accessLogs, alarms } = props;
    const { zoneName } = domain.zone;
    assertProp(this, 'domain.name', isInZone(domain.name, zoneName), `a name in the zone ${zoneName}`, domain.name);
    const api = new Apigatewayv2Api(this, 'api', {
      ...{ name, protocolType: 'HTTP', disableExecuteApiEndpoint: true, tags: { Name: name } },
      ...(cors !== 'none' && { corsConfiguration: corsConfiguration(cors) }),
    });
    const authorizer = this.addAuthorizer(api);
    const logGroup = new LogGroup(this, 'access-logs', {
      // Below this name, the policy that lets AWS deliver logs does not grow with each group (CloudWatch Logs user guide, Enable logging from AWS services).
      name: `/aws/vendedlogs/api-gateway/${name}`,
      ...accessLogs,
    });
    const stage = this.addStage(api, logGroup);
    const domainName = this.addDomain(api, stage);
    this.apiId = api.id;
    this.url = `https://${domain.name}`;
    this.nodes = { api, stage, domainName, logGroup, ...(authorizer && { authorizer }) };
    const dimensions = { ApiId: api.id };
    new ApiAlarms(this, 'alarms', { name, dimensions, serverErrors: '5xx', thresholds: alarms });
  }

  /**
   * Answers a method and a path: `GET /orders/{id}`, `ANY /files/{proxy+}`. The route that says the most is taken.
   *
   * @throws PropsError for a route that is there already, for a token where the API has no issuer, and for a function of another stack.
   */
  addRoute(key: string, props: RouteProps): Route {
    const route = addRoute(this, this.ref, key, props);
    if (props.throttling) this.throttle(route, props.throttling);
    return route;
  }

  /** An API of another stack: the routes that are added to it belong to this stack. */
  static import(scope: Construct, id: string, ref: HttpApiRef): ImportedHttpApi {
    return new ImportedHttpApi(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): HttpApiRef {
    const { api, authorizer } = this.nodes;
    return { apiId: api.id, executionArn: api.executionArn, ...(authorizer && { authorizerId: authorizer.id }) };
  }

  private throttle(route: Route, throttling: Throttling): void {
    this.throttled.set(route.routeKey, { route, throttling });
    const sorted = [...this.throttled].sort(([one], [other]) => (one < other ? -1 : 1));
    const { stage } = this.nodes;
    stage.putRouteSettings(sorted.map(([routeKey, { throttling }]) => ({ routeKey, ...settings(throttling) })));
    // API Gateway refuses settings of a route that is not there.
    stage.dependsOn = sorted.map(([, { route }]) => dependable(route.nodes.route));
  }

  private addAuthorizer(api: Apigatewayv2Api): Apigatewayv2Authorizer | undefined {
    const { jwt, name } = this.props;
    if (!jwt) return undefined;
    return new Apigatewayv2Authorizer(this, 'authorizer', {
      ...{ apiId: api.id, name: `${name}-jwt`, authorizerType: 'JWT' },
      identitySources: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: jwt.issuer, audience: [...jwt.audiences] },
    });
  }

  private addStage(api: Apigatewayv2Api, logGroup: LogGroup): Apigatewayv2Stage {
    const { name, throttling } = this.props;
    return new Apigatewayv2Stage(this, 'stage', {
      ...{ apiId: api.id, name: '$default', autoDeploy: true, tags: { Name: name } },
      accessLogSettings: { destinationArn: logGroup.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: settings(throttling),
    });
  }

  private addDomain(api: Apigatewayv2Api, stage: Apigatewayv2Stage): Apigatewayv2DomainName {
    const { domain, region, name: apiName } = this.props;
    const { name, zone, certificate } = domain;
    const { certificateArn } = certificate;
    const domainName = new Apigatewayv2DomainName(this, 'domain-name', {
      ...{ domainName: name, tags: { Name: apiName } },
      domainNameConfiguration: { certificateArn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' },
    });
    new Apigatewayv2ApiMapping(this, 'mapping', {
      apiId: api.id,
      stage: stage.name,
      domainName: domainName.domainName,
    });
    const { targetDomainName: dnsName, hostedZoneId: zoneId } = domainName.domainNameConfiguration;
    const balancer = { dnsName, zoneId };
    new DnsRecord(this, 'record', { zone, name, type: 'A', target: { balancer }, routing: { latency: region } });
    return domainName;
  }
}

function settings({ ratePerSecond, burst }: Throttling) {
  return { throttlingRateLimit: ratePerSecond, throttlingBurstLimit: burst, detailedMetricsEnabled: true };
}

function corsConfiguration({ origins, headers = ['authorization', 'content-type'], ...rest }: Cors) {
  return {
    ...{ allowOrigins: [...origins], allowHeaders: [...headers], allowMethods: [...(rest.methods ?? methods)] },
    ...{ allowCredentials: rest.credentials ?? false, maxAge: rest.maxAgeSeconds ?? 3600 },
  };
}
