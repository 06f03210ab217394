import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import type { Construct } from 'constructs';
import type { Throttling } from '../http-api/http-api-props';
import type { DeployedStage } from './deployed-stage';

/** How a stage runs all methods, or one: limited, measured, without a cache, with logs of errors that have neither headers nor bodies. */
export function addMethodSettings(
  scope: Construct,
  id: string,
  stage: DeployedStage,
  { ratePerSecond, burst }: Throttling,
  key?: string,
): ApiGatewayMethodSettings {
  return new ApiGatewayMethodSettings(scope, id, {
    ...{ ...stage, methodPath: key ? methodPath(key) : '*/*' },
    settings: {
      ...{ throttlingRateLimit: ratePerSecond, throttlingBurstLimit: burst, metricsEnabled: true },
      ...{ loggingLevel: 'ERROR', dataTraceEnabled: false, cachingEnabled: false },
    },
  });
}

/** The path with its first slash, each written as ~1 (API Gateway API reference, Stage, methodSettings). */
function methodPath(key: string): string {
  const [method = '', path = ''] = key.split(' ');
  return `${path.replaceAll('/', '~1')}/${method}`;
}
