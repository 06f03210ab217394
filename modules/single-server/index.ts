export { Server } from './server';
export type { ServerTlsProps } from './tls';
export type { BehindBalancerProps, DataVolumeProps, OneServerProps, ServerProps } from './server-props';
