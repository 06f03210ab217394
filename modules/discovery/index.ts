export { Namespace, type NamespaceProps } from './namespace';
export type { NamespaceRef } from './namespace-ref';
