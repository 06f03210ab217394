import { Function } from '../function/function';
import { ImportedFunction } from '../function/imported-function';
import { optOut, type OptOut } from '../opt-out';
import { amount, arn, either, list, matching, object, oneOf, optional, satisfying, union, type Prop } from '../props';
import { domainName } from '../zone/domain-name';
import { throttling, type Throttling } from './http-api-props';
import { aRouteKey, routeKeyPattern } from './route-key';
import { VpcLink } from './vpc-link';

export interface RouteProps {
  /** What answers: a function, by its alias, or a service behind a listener of a load balancer that is not public. */
  readonly to: FunctionTarget | ServiceTarget;
  /**
   * A token of the API's issuer; one with one of the scopes; or none, with the reason why anybody may call it.
   */
  readonly authorization: 'jwt' | Scopes | OptOut;
  /**
   * Requests for this route.
   * @default those of the whole API
   */
  readonly throttling?: Throttling;
  /**
   * Seconds that API Gateway waits for an answer, 0.05 to 30.
   * @default 30
   */
  readonly timeoutSeconds?: number;
}

export interface Scopes {
  /** 1 to 10, of which a token needs one. */
  readonly scopes: readonly string[];
}

export interface FunctionTarget {
  /** A `Function`, or `Function.import` of one. It is invoked with payload 2.0. */
  readonly function: Function | ImportedFunction;
}

export interface ServiceTarget {
  readonly service: {
    readonly link: VpcLink;
    /** Of an HTTPS listener of a load balancer. */
    readonly listenerArn: string;
    /** The name that its certificate has to be for: `internal.shop.example.com`. */
    readonly serverName: string;
    /**
     * The host that it is asked for, by which a rule of the listener finds the service.
     * @default `serverName`
     */
    readonly host?: string;
  };
}

const quotas = 'API Gateway developer guide, Quotas for configuring and running an HTTP API';
export const functionTarget = object<FunctionTarget>({
  function: satisfying<FunctionTarget['function']>(
    'a Function, or Function.import of one',
    (found) => found instanceof Function || found instanceof ImportedFunction,
  ),
});

/** A route of an HTTP API. */
export const routeKey = matching(routeKeyPattern, aRouteKey, {
  structure: true,
  source: 'API Gateway developer guide, Create routes for HTTP APIs',
});

export const routeProps: Prop<RouteProps> = object<RouteProps>({
  to: union<RouteProps['to']>('what answers', {
    function: functionTarget,
    service: object<ServiceTarget>({
      service: object<ServiceTarget['service']>({
        link: satisfying<VpcLink>('a VpcLink', (found) => found instanceof VpcLink),
        listenerArn: arn(
          'a listener of a load balancer',
          'elasticloadbalancing',
          /^listener\/app\/[\w-]+\/[\w-]+\/[\w-]+$/,
        ),
        serverName: domainName,
        host: optional(domainName, '`serverName`'),
      }),
    }),
  }),
  authorization: either<'jwt', Scopes | OptOut>(
    oneOf(['jwt']),
    union<Scopes | OptOut>('a decision', {
      scopes: object<Scopes>({
        scopes: list('scopes', matching(/^[!-~]{1,64}$/, 'a scope, 1 to 64 characters'), {
          ...{ min: 1, max: 10, source: quotas },
        }),
      }),
      off: optOut,
    }),
  ),
  throttling: optional(throttling, 'those of the whole API'),
  timeoutSeconds: optional(
    amount('seconds', 0.049, 30, { structure: true, source: `${quotas}, Integration timeout` }),
    '30',
  ),
});
