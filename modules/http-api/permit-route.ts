import type { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { assertProp } from '../props';
import type { FunctionTarget } from './route-props';

/** What a route of an API is in ARNs, after the stage: `GET/orders/*`. A variable of the path is any text. */
export function routeInArn(key: string): string {
  const [method = '', path = ''] = key.split(' ');
  return `${method === 'ANY' ? '*' : method}${path.replace(/\{[^}]+\}/g, '*')}`;
}

/** Lets an API invoke a function for one route alone, in any of its stages. */
export function permitRoute(
  scope: Construct,
  invoked: FunctionTarget['function'],
  executionArn: string,
  key: string,
): LambdaPermission {
  const isHere = TerraformStack.of(invoked) === TerraformStack.of(scope);
  const expected = 'a function of this stack, or Function.import of one in it';
  assertProp(scope, 'to.function', isHere, expected, invoked.node.path);
  const sourceArn = `${executionArn}/*/${routeInArn(key)}`;
  return invoked.permit(scope, 'permission', { principal: 'apigateway.amazonaws.com', sourceArn });
}
