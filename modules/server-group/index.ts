export { ServerGroup } from './server-group';
export type { ScheduleProps } from './schedules';
export type { ServerScaleProps, SpotProps, WarmPoolProps } from './scale-props';
export type { ServerAlarmThresholds } from './server-alarms';
export type { InstanceTargets, ReplacementProps, ServerGroupProps, ServerTrafficProps } from './server-group-props';
export type { ServerNetwork } from './server-network';
export type { ServerContainerProps } from './container-props';
export type { AgentProps, ServerLogsProps, ServersProps } from './servers-props';
