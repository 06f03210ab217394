import type { Parameters } from './row';

/** The caches of a run and what they use, which the answers for moto do not list. */
export class Caches {
  private readonly groups = new Map<string, Parameters>();
  private readonly users = new Map<string, string>();
  private readonly userGroups = new Map<string, readonly string[]>();

  /** Keeps what a request changes. */
  remember(operation: string, parameters: Parameters): void {
    const { ReplicationGroupId, UserId, UserName, UserGroupId, UserIds = [] } = parameters;
    if (operation === 'CreateReplicationGroup') this.groups.set(ReplicationGroupId, parameters);
    if (operation === 'ModifyReplicationGroup') this.modify(parameters);
    if (operation === 'DeleteReplicationGroup') this.groups.delete(ReplicationGroupId);
    if (operation === 'CreateUser') this.users.set(UserId, UserName);
    if (operation === 'DeleteUser') this.users.delete(UserId);
    if (operation === 'CreateUserGroup') this.userGroups.set(UserGroupId, UserIds);
    if (operation === 'DeleteUserGroup') this.userGroups.delete(UserGroupId);
  }

  /** The id of a replication group of which something is true. */
  using(isUsed: (group: Parameters) => boolean): string | undefined {
    return [...this.groups].find(([, group]) => isUsed(group))?.[0];
  }

  /** The names of users, of which the one that AWS makes is `default`. */
  userNames(ids: readonly string[]): string[] {
    return ids.map((id) => this.users.get(id) ?? id);
  }

  /** The user group that a user belongs to. */
  groupOf(user: string): string | undefined {
    return [...this.userGroups].find(([, users]) => users.includes(user))?.[0];
  }

  private modify(parameters: Parameters): void {
    const { ReplicationGroupId: id, UserGroupIdsToAdd = [], UserGroupIdsToRemove = [] } = parameters;
    const before = this.groups.get(id) ?? {};
    const kept = (before.UserGroupIds ?? []).filter((group: string) => !UserGroupIdsToRemove.includes(group));
    this.groups.set(id, { ...before, ...parameters, UserGroupIds: [...kept, ...UserGroupIdsToAdd] });
  }
}
