export { Bastion } from './bastion';
export type { BastionNetwork, BastionProps } from './bastion-props';
export type { BastionHours } from './hours';
export { SessionPreferences, type SessionPreferencesProps } from './session-preferences';
