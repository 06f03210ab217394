import { json } from '../answer';
import type { Fault } from '../fault';

export const budgets = (): Fault[] => [subscribers(), tags()];

function subscribers(): Fault {
  const told = new Map<string, object[]>();
  // Terraform sends 80 where it was told 80.0, and asks again with the number that moto parsed.
  const keyOf = (budget: string, { NotificationType, ComparisonOperator, Threshold, ThresholdType }: Notification) =>
    [budget, NotificationType, ComparisonOperator, Number(Threshold), ThresholdType ?? 'PERCENTAGE'].join('|');
  return {
    service: 'budgets',
    fault: 'has no DescribeSubscribersForNotification',
    answers: {
      CreateBudget: (call, next) => {
        const { Budget, NotificationsWithSubscribers = [] } = call.json;
        for (const { Notification, Subscribers } of NotificationsWithSubscribers) {
          told.set(keyOf(Budget.BudgetName, Notification), Subscribers);
        }
        return next(call);
      },
      CreateNotification: (call, next) => {
        told.set(keyOf(call.json.BudgetName, call.json.Notification), call.json.Subscribers);
        return next(call);
      },
      DescribeSubscribersForNotification: ({ json: { BudgetName, Notification } }) =>
        json({ Subscribers: told.get(keyOf(BudgetName, Notification)) ?? [] }),
    },
    isThere: async (moto) => {
      const { status } = await moto.json('budgets', 'AWSBudgetServiceGateway.DescribeSubscribersForNotification');
      return status === 500;
    },
  };
}

interface Notification {
  readonly NotificationType: string;
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly ThresholdType?: string;
}

function tags(): Fault {
  const kept = new Map<string, Map<string, string>>();
  const of = (arn: string) => kept.get(arn) ?? kept.set(arn, new Map()).get(arn)!;
  return {
    service: 'budgets',
    fault: 'has no tags',
    answers: {
      CreateBudget: (call, next) => {
        const { AccountId, Budget, ResourceTags = [] } = call.json;
        const tags = of(`arn:aws:budgets::${AccountId}:budget/${Budget.BudgetName}`);
        for (const { Key, Value } of ResourceTags) tags.set(Key, Value);
        return next(call);
      },
      ListTagsForResource: ({ json: { ResourceARN } }) =>
        json({ ResourceTags: [...of(ResourceARN)].map(([Key, Value]) => ({ Key, Value })) }),
      TagResource: ({ json: { ResourceARN, ResourceTags } }) => {
        for (const { Key, Value } of ResourceTags) of(ResourceARN).set(Key, Value);
        return json({});
      },
      UntagResource: ({ json: { ResourceARN, ResourceTagKeys } }) => {
        for (const key of ResourceTagKeys) of(ResourceARN).delete(key);
        return json({});
      },
    },
    isThere: async (moto) => {
      const { status } = await moto.json('budgets', 'AWSBudgetServiceGateway.ListTagsForResource');
      return status === 500;
    },
  };
}
