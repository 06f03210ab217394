import { account } from './account';
import { buckets } from './buckets';
import { caches } from './caches';
import type { Changes } from './change';
import { databases } from './databases';
import { dns } from './dns';
import { network } from './network';
import { requests } from './requests';
import { services } from './services';

export type { Change, Changes, Outcome } from './change';

/** What a change of each field of an environment does: one entry for each field of the schema, in its order. */
export const changes: Changes = {
  ...account,
  ...network,
  ...dns,
  ...databases,
  ...caches,
  ...buckets,
  ...requests,
  ...services,
};
