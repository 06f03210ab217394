import { accelerators } from './accelerators';
import { account } from './account';
import { apis } from './apis';
import { audit } from './audit';
import { buckets } from './buckets';
import { caches } from './caches';
import { canaries } from './canaries';
import type { Changes } from './change';
import { clusters } from './clusters';
import { databases } from './databases';
import { dns } from './dns';
import { eventBus } from './event-bus';
import { fileSystems } from './file-systems';
import { functions } from './functions';
import { messaging } from './messaging';
import { migrations } from './migrations';
import { network } from './network';
import { people } from './people';
import { pipes } from './pipes';
import { recovery } from './recovery';
import { requests } from './requests';
import { secrets } from './secrets';
import { services } from './services';
import { tables } from './tables';

export type { Change, Changes, Outcome } from './change';

/** What a change of each field of an environment does, by the part of the environment that it is of. */
export const sections: Readonly<Record<string, Changes>> = {
  'Account and identity': account,
  Audit: audit,
  Network: network,
  'Domains and certificates': dns,
  Databases: databases,
  'Aurora clusters': clusters,
  Caches: caches,
  Tables: tables,
  Accelerators: accelerators,
  'File systems': fileSystems,
  Migrations: migrations,
  Secrets: secrets,
  'Buckets and images': buckets,
  'Queues and topics': messaging,
  'Event bus': eventBus,
  Pipes: pipes,
  'Mail and users': people,
  'Load balancer and distribution': requests,
  Canaries: canaries,
  Services: services,
  'Functions and schedules': functions,
  APIs: apis,
  Recovery: recovery,
};

/** The same, of all parts. */
export const changes: Changes = Object.assign({}, ...Object.values(sections));
