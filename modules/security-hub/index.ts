export { SecurityHub } from './security-hub';
export type { ControlDecision, SecurityHubProps, Standard } from './security-hub-props';
export { hasControl } from './standard-controls';
