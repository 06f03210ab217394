import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import type { Connectable } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { cachePort, readerPort } from './cache-engine';
import { cacheRef, type CacheRef } from './cache-ref';
import { grantConnect } from './grant-connect';

/** A cache of another stack, as a peer in this one; `Cache.import` makes it. */
export class ImportedCache extends Construct implements Connectable {
  readonly name: string;
  readonly endpoint: string;
  readonly port = cachePort;
  /** Of a serverless cache, where clients read from its replicas. */
  readonly readerPort: typeof readerPort | undefined;
  /** Of a serverless cache, as IAM authentication signs it. */
  readonly resourceType: CacheRef['resourceType'];
  /** What each user logs in as, by user. */
  readonly userIds: Readonly<Record<string, string>>;
  readonly connections: Connectable['connections'];

  /** @throws PropsError for what is no reference to a cache. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: CacheRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: cacheRef }, { ref });
    this.name = ref.name;
    this.endpoint = ref.endpoint;
    this.userIds = ref.userIds;
    this.resourceType = ref.resourceType;
    this.readerPort = ref.resourceType && readerPort;
    this.connections = SecurityGroup.import(this, 'security-group', ref).connections;
  }

  /** As `Cache.grantConnect`: the policy belongs to this stack. */
  grantConnect(role: RoleRef, user = 'app'): void {
    grantConnect(this, this.ref, role, user);
  }
}
