export { EventBus } from './event-bus';
export type { EventBusProps } from './event-bus-props';
export type { EventBusRef } from './event-bus-ref';
export type { EventPattern } from './event-pattern';
export type { EventRuleProps, EventTarget, QueueTarget, TopicTarget } from './event-rule-props';
export type { ImportedEventBus } from './imported-event-bus';
