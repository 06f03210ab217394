import { arn, matching, optional, reference } from '../props';

const apiGatewayId = (what: string) => matching(/^[a-z0-9]{1,32}$/, `the id of ${what}, such as a1b2c3d4e5`);

/** An HTTP API that another stack made: `HttpApi.import` adds routes to it. */
export interface HttpApiRef {
  readonly apiId: string;
  /** `arn:aws:execute-api:<region>:<account>:<id>`. */
  readonly executionArn: string;
  /**
   * Of the tokens that it accepts.
   * @default none: each route says why it needs none
   */
  readonly authorizerId?: string;
}

export const httpApiRef = reference<HttpApiRef>('an HTTP API', {
  apiId: apiGatewayId('an API'),
  executionArn: arn('an API as it is invoked', 'execute-api', /^[a-z0-9]{1,32}$/),
  authorizerId: optional(apiGatewayId('an authorizer'), 'none: each route says why it needs none'),
});
