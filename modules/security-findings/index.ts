export { SecurityFindings, type SecurityFindingsProps } from './security-findings';
export type { FindingSource, Severity } from './findings-pattern';
