export { Cluster, type ClusterProps } from './cluster';
export type { ContainerProps, TaskSizeProps } from './container-props';
export type { DiscoveryProps, ServiceConnectProps } from './discovery';
export { ImagePointer, type ImagePointerProps } from './image-pointer';
export type { ImagePointerRef } from './image-pointer-ref';
export { Service } from './service';
export type {
  CapacityProps,
  ScaleProps,
  ServiceAlarmThresholds,
  ServiceLogsProps,
  ServiceProps,
  TargetGroupArn,
  TrafficProps,
} from './service-props';
