export { ScheduleGroup, type ScheduleGroupProps } from './schedule-group';
export type { ScheduleProps, ScheduleQueueTarget, ScheduleTarget, ScheduleTopicTarget } from './schedule-props';
