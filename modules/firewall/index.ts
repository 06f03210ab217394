export type { ManagedRuleGroup, ManagedRules } from './managed-rules';
export { WebAcl } from './web-acl';
export type { EdgeScope, RateLimit, RegionalScope, WebAclAlarms, WebAclLogs, WebAclProps } from './web-acl-props';
export type { WebAclRef } from './web-acl-ref';
