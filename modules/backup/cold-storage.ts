/** How long a recovery point stays in cold storage at least. Source: AWS Backup API reference, Lifecycle, DeleteAfterDays. */
export const leastColdDays = 90;
