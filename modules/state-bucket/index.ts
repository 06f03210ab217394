export { StateBucket, type StateBucketProps } from './state-bucket';
export type { StateReplica, StateReplicaProps } from './state-replica';
