export { MessageTopic } from './message-topic';
export type { ConfigurationSetRef } from './configuration-set-ref';
export type { FilterCondition, FilterPolicy } from './filter-policy';
export type { ImportedMessageTopic } from './imported-message-topic';
export type { FifoTopic, MessageTopicProps } from './message-topic-props';
export type { MessageTopicRef } from './message-topic-ref';
export type { SubscriptionProps } from './subscription';
