export { Server } from './server';
export type { BehindBalancerProps, DataVolumeProps, OneServerProps, ServerProps } from './server-props';
