export { SampledService } from './sampled-service';
export type { SampledServiceProps } from './sampled-service';
export { TraceEncryption } from './trace-encryption';
export type { TraceEncryptionProps } from './trace-encryption';
