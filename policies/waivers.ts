import type { Waiver } from './engine/waiver';

/** What was accepted for the environments of this repository. The guide for security reviewers says how to add one. */
export const waivers: readonly Waiver[] = [];
