import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { Construct } from 'constructs';
import type { ProvisionedCapacity, ScaledUnits } from './table-capacity';

export interface TableScalingProps {
  readonly name: string;
  /** The table's name as the table says it, so that it is there before its scaling. */
  readonly tableName: string;
  readonly provisioned: ProvisionedCapacity['provisioned'];
}

/** How many units a provisioned table has, for reads and for writes: what keeps their use at its target. */
export class TableScaling extends Construct {
  readonly nodes: { readonly read: AppautoscalingTarget; readonly write: AppautoscalingTarget };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TableScalingProps,
  ) {
    super(scope, id);
    const { read, write } = props.provisioned;
    this.nodes = { read: this.track('Read', read), write: this.track('Write', write) };
  }

  private track(side: 'Read' | 'Write', { min, max, targetPercent = 70 }: ScaledUnits): AppautoscalingTarget {
    const id = side.toLowerCase();
    const target = new AppautoscalingTarget(this, id, {
      serviceNamespace: 'dynamodb',
      scalableDimension: `dynamodb:table:${side}CapacityUnits`,
      resourceId: `table/${this.props.tableName}`,
      minCapacity: min,
      maxCapacity: max,
    });
    new AppautoscalingPolicy(this, `${id}-use`, {
      name: `${this.props.name}-${id}`,
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${side}CapacityUtilization` },
        targetValue: targetPercent,
      },
    });
    return target;
  }
}
