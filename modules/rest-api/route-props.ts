import { functionTarget, type FunctionTarget, type Scopes } from '../http-api/route-props';
import { throttling, type Throttling } from '../http-api/http-api-props';
import { aRouteKey } from '../http-api/route-key';
import { optOut, type OptOut } from '../opt-out';
import {
  amount,
  either,
  flag,
  isKnown,
  list,
  matching,
  object,
  oneOf,
  optional,
  satisfying,
  union,
  type Prop,
} from '../props';
import { unsafeIn } from '../props/unsafe-text';
import { routeKeyPattern } from './route-key';

export interface RestRouteProps {
  /** What answers: a function, by its alias. */
  readonly to: FunctionTarget;
  /**
   * A token of the API's user pool (`cognito`: an ID token, of any of the pool's clients); an access token with one of the scopes;
   * a request that a principal of AWS signs (`iam`); or none of these, with the reason.
   */
  readonly authorization: 'cognito' | 'iam' | Scopes | OptOut;
  /**
   * Whether a request needs the key of a usage plan, in the header `x-api-key`, besides `authorization`. A key counts callers; it does not authenticate them.
   * @default false
   */
  readonly apiKeyRequired?: boolean;
  /**
   * What a request needs for the function to be invoked; anything else is answered with 400.
   * @default nothing
   */
  readonly requires?: RequiredOfRequests;
  /**
   * Requests for this route. A route of method `ANY` has those of the API.
   * @default those of the whole API
   */
  readonly throttling?: Throttling;
  /**
   * Seconds that API Gateway waits for an answer, 0.05 to 29.
   * @default 29
   */
  readonly timeoutSeconds?: number;
}

export interface RequiredOfRequests {
  /**
   * Parameters of the query string, by name; each is there and not empty.
   * @default none
   */
  readonly query?: readonly string[];
  /**
   * Headers, by name; each is there and not empty.
   * @default none
   */
  readonly headers?: readonly string[];
  /**
   * The JSON schema (draft 4) of the body, whatever its content type.
   * @default any body
   */
  readonly body?: object;
}

const source = 'API Gateway developer guide, Request validation for REST APIs in API Gateway';
const parameter = matching(/^[\w.$-]{1,64}$/, 'a name of letters, digits and ._$-', { structure: true, source });

/** A route of a REST API. */
export const routeKey = matching(routeKeyPattern, aRouteKey, {
  structure: true,
  source: 'API Gateway API reference, CreateResource, pathPart',
});

export const routeProps: Prop<RestRouteProps> = object<RestRouteProps>({
  to: functionTarget,
  authorization: either<'cognito' | 'iam', Scopes | OptOut>(
    oneOf(['cognito', 'iam']),
    union<Scopes | OptOut>('a decision', {
      scopes: object<Scopes>({
        scopes: list('scopes', matching(/^[!-~]{1,128}$/, 'a scope, 1 to 128 characters', { structure: true }), {
          ...{ min: 1, max: 10 },
        }),
      }),
      off: optOut,
    }),
  ),
  apiKeyRequired: optional(flag(), 'false'),
  requires: optional(
    object<RequiredOfRequests>({
      query: optional(list('parameters', parameter, { max: 25 }), 'none'),
      headers: optional(list('headers', parameter, { max: 25 }), 'none'),
      body: optional(
        satisfying<object>(
          'a JSON schema that is known at synthesis, without ${, control characters or undefined',
          (found) => isSchema(found),
        ),
        'any body',
      ),
    }),
    'nothing',
  ),
  throttling: optional(throttling, 'those of the whole API'),
  timeoutSeconds: optional(
    amount('seconds', 0.049, 29, {
      ...{ structure: true, source: 'API Gateway developer guide, Quotas for configuring and running a REST API' },
    }),
    '29',
  ),
});

function isSchema(found: unknown): boolean {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
  try {
    JSON.stringify(found);
    return isKnownThroughout(found);
  } catch {
    return false;
  }
}

function isKnownThroughout(value: unknown): boolean {
  if (typeof value === 'string') return !unsafeIn(value) && !value.includes('TfToken[');
  if (typeof value !== 'object' || value === null) return isKnown(value);
  return isKnown(value) && Object.entries(value).flat().every(isKnownThroughout);
}
