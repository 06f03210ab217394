/** How much it hurts when an environment is down, the least first: declared in its file, never read from its name. */
export const criticalities = ['low', 'medium', 'high', 'critical'] as const;
export type Criticality = (typeof criticalities)[number];
