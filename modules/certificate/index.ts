export { Certificate, type CertificateProps } from './certificate';
export type { CertificateRef } from './certificate-ref';
export { DomainValidation, type DomainValidationProps } from './domain-validation';
