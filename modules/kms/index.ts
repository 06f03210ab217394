export { Key, type KeyProps } from './key';
export type { KeyRef } from './key-ref';
