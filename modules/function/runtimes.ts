/**
 * Runtimes that new functions take, each with the day after which Lambda no longer patches it (Lambda developer guide, "Lambda runtimes", Supported runtimes,
 * Deprecation date), and that the AWS provider that is pinned takes. All of them run on arm64 and x86_64.
 */
export const runtimes = {
  'nodejs22.x': '2027-04-30',
  'python3.13': '2029-06-30',
  'python3.12': '2028-10-31',
  java21: '2029-06-30',
  'ruby3.4': '2028-03-31',
  'ruby3.3': '2027-03-31',
  'provided.al2023': '2029-06-30',
} as const;

export type RuntimeName = keyof typeof runtimes;

export const runtimeNames = Object.keys(runtimes) as readonly RuntimeName[];
