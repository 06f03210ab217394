export { Topic, type TopicProps } from './topic';
export type { TopicRef } from './topic-ref';
