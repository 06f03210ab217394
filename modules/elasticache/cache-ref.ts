import { arn, map, matching, oneOf, optional, reference } from '../props';
import { securityGroupId, type SecurityGroupRef } from '../security-group/connections';

/** A cache that another stack made: `Cache.import` connects to it. */
export interface CacheRef extends SecurityGroupRef {
  /** The id of the replication group, or the name of the serverless cache: `prod-main`. IAM authentication signs for it. */
  readonly name: string;
  readonly cacheArn: string;
  /** The configuration endpoint, or the endpoint of the serverless cache. */
  readonly endpoint: string;
  /**
   * Of a serverless cache, as IAM authentication signs it: `ResourceType=ServerlessCache`.
   * @default a replication group, which is signed without
   */
  readonly resourceType?: 'ServerlessCache';
  /** What each user logs in as, by user. */
  readonly userIds: Readonly<Record<string, string>>;
  readonly userArns: Readonly<Record<string, string>>;
}

const user = matching(/^[a-z][a-z0-9-]{0,39}$/, 'the name of a user', { structure: true });

export const cacheRef = reference<CacheRef>('a cache', {
  name: matching(/^[a-z][a-z0-9-]{0,39}$/, 'the name of a cache', { structure: true }),
  cacheArn: arn('a cache of ElastiCache', 'elasticache', /^(replicationgroup|serverlesscache):[a-z0-9-]+$/),
  endpoint: matching(/^[A-Za-z0-9.-]{1,255}$/, 'a DNS name'),
  resourceType: optional(oneOf(['ServerlessCache']), 'a replication group, which is signed without'),
  userIds: map('user ids', user, matching(/^[a-z][a-z0-9-]{0,39}$/, 'the id of a user'), { min: 1, max: 100 }),
  userArns: map('ARNs of users', user, arn('a user of ElastiCache', 'elasticache', /^user:[a-z0-9-]+$/), {
    ...{ min: 1, max: 100 },
  }),
  securityGroupId,
});
