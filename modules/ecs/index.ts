export type { CapacityProps, FargateCapacityProps, InstanceCapacityShare } from './capacity';
export { Cluster, type ClusterProps } from './cluster';
export type { ContainerProps, TaskSizeProps } from './container-props';
export type { DiscoveryProps, ServiceConnectProps } from './discovery';
export { ImagePointer, type ImagePointerProps } from './image-pointer';
export type { ImagePointerRef } from './image-pointer-ref';
export { InstanceCapacity } from './instance-capacity';
export type {
  ContainerInstanceProps,
  InstanceCapacityProps,
  InstanceReplacementProps,
  InstanceScaleProps,
} from './instance-capacity-props';
export type { BacklogProps, ScaleProps } from './scale-props';
export { Service } from './service';
export type {
  ServiceAlarmThresholds,
  ServiceLogsProps,
  ServiceProps,
  TargetGroupArn,
  TrafficProps,
} from './service-props';
export type { TracesProps } from './traces-props';
