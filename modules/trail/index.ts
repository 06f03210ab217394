export type { ObjectsElsewhere, ObjectsOfBuckets, TrailDataEvents } from './data-events';
export { Trail, type TrailProps } from './trail';
