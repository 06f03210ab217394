import { arn, reference } from '../props';

/** A rule of EventBridge that another module or stack made. */
export interface EventRuleRef {
  /** The rule's ARN: `arn:aws:events:<region>:<account>:rule/<bus>/<name>`, without the bus for the default one. */
  readonly ruleArn: string;
}

export const eventRuleRef = reference<EventRuleRef>('a rule of EventBridge', {
  ruleArn: arn('a rule of EventBridge', 'events', /^rule\/([\w./-]{1,256}\/)?[\w.-]{1,64}$/),
});
