import { ApiGatewayApiKey } from '@cdktf/provider-aws/lib/api-gateway-api-key';
import { ApiGatewayUsagePlan } from '@cdktf/provider-aws/lib/api-gateway-usage-plan';
import { ApiGatewayUsagePlanKey } from '@cdktf/provider-aws/lib/api-gateway-usage-plan-key';
import { Construct } from 'constructs';
import type { DeployedStage } from './deployed-stage';
import type { UsagePlan } from './rest-api-props';

interface PlanProps extends UsagePlan {
  /** `prod-partners-gold`. */
  readonly name: string;
  readonly stage: DeployedStage;
}

/** What callers with a key may use of a stage, and their keys, whose values API Gateway makes. */
class PlanWithKeys extends Construct {
  constructor(scope: Construct, id: string, { name, stage, throttling, quota, keys }: PlanProps) {
    super(scope, id);
    const plan = new ApiGatewayUsagePlan(this, 'plan', {
      ...{ name, tags: { Name: name }, apiStages: [{ apiId: stage.restApiId, stage: stage.stageName }] },
      throttleSettings: { rateLimit: throttling.ratePerSecond, burstLimit: throttling.burst },
      quotaSettings: { limit: quota.requests, period: quota.per },
    });
    for (const key of keys) {
      const keyName = `${name}-${key}`;
      const { id: keyId } = new ApiGatewayApiKey(this, `key-${key}`, {
        ...{ name: keyName, description: `A caller of usage plan ${name}`, tags: { Name: keyName } },
      });
      new ApiGatewayUsagePlanKey(this, `in-plan-${key}`, { usagePlanId: plan.id, keyId, keyType: 'API_KEY' });
    }
  }
}

/** The usage plans of an API, by name. */
export function addPlans(
  scope: Construct,
  apiName: string,
  plans: Readonly<Record<string, UsagePlan>>,
  stage: DeployedStage,
): void {
  const below = new Construct(scope, 'usage-plans');
  for (const [name, plan] of Object.entries(plans)) {
    new PlanWithKeys(below, name, { ...plan, name: `${apiName}-${name}`, stage });
  }
}
