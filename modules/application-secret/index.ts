export { FailedRotations, type FailedRotationsProps } from './failed-rotations';
export type { ImportedSecret } from './imported-secret';
export { Secret } from './secret';
export type { ByHandProps, RotationByFunction, RotationByHand, RotationDecision, SecretProps } from './secret-props';
export type { SecretRef } from './secret-ref';
