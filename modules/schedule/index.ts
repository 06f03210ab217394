export { ScheduleGroup, type ScheduleGroupProps } from './schedule-group';
export type {
  ScheduleFunctionTarget,
  ScheduleProps,
  ScheduleQueueTarget,
  ScheduleTarget,
  ScheduleTopicTarget,
} from './schedule-props';
