export { Bastion, type BastionNetwork, type BastionProps } from './bastion';
export type { BastionHours } from './hours';
export { SessionPreferences, type SessionPreferencesProps } from './session-preferences';
