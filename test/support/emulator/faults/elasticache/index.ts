import type { Fault } from '../../fault';
import { parameterGroups } from './parameter-groups';
import { replicationGroups } from './replication-groups';
import { subnetGroups } from './subnet-groups';
import { userGroups } from './user-groups';
import { users } from './users';

export const elasticache = (account: string): Fault[] => [
  parameterGroups(account),
  userGroups(account),
  users(),
  replicationGroups(account),
  subnetGroups(),
];
