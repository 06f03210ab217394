import type { Parameters } from './row';

interface UserGroup {
  readonly engine: string;
  readonly users: readonly string[];
}

/** What a cache keeps until its maintenance window, unless it is changed at once. */
const waitsForWindow = ['Engine', 'EngineVersion', 'CacheNodeType', 'CacheParameterGroupName'];

/** The caches of a run and what they use, which the answers for moto do not list. */
export class Caches {
  private readonly groups = new Map<string, Parameters>();
  private readonly users = new Map<string, Parameters>();
  private readonly userGroups = new Map<string, UserGroup>();
  private readonly snapshots = new Set<string>();

  /** Keeps what a request changes. */
  remember(operation: string, parameters: Parameters): void {
    const {
      ReplicationGroupId,
      UserId,
      UserGroupId,
      UserIds = [],
      Engine = '',
      FinalSnapshotIdentifier,
      SnapshotName,
    } = parameters;
    if (operation === 'CreateReplicationGroup') this.groups.set(ReplicationGroupId, parameters);
    if (operation === 'ModifyReplicationGroup') this.modify(parameters);
    if (operation === 'DeleteReplicationGroup') this.groups.delete(ReplicationGroupId);
    if (FinalSnapshotIdentifier) this.snapshots.add(FinalSnapshotIdentifier);
    if (operation === 'CreateSnapshot') this.snapshots.add(SnapshotName);
    if (operation === 'DeleteSnapshot') this.snapshots.delete(SnapshotName);
    if (operation === 'CreateUser') this.users.set(UserId, parameters);
    if (operation === 'ModifyUser') this.users.set(UserId, { ...this.users.get(UserId), ...parameters });
    if (operation === 'DeleteUser') this.delete(UserId);
    if (operation === 'CreateUserGroup') {
      this.userGroups.set(UserGroupId, { engine: Engine.toLowerCase(), users: UserIds });
    }
    if (operation === 'ModifyUserGroup') this.userGroups.set(UserGroupId, this.after(parameters));
    if (operation === 'DeleteUserGroup') this.userGroups.delete(UserGroupId);
  }

  /** A user group, as a request to change it would leave it. */
  after({ UserGroupId, UserIdsToAdd = [], UserIdsToRemove = [], Engine }: Parameters): UserGroup {
    const { engine, users } = this.userGroups.get(UserGroupId) ?? { engine: '', users: [] };
    const kept = users.filter((user) => !UserIdsToRemove.includes(user));
    return { engine: Engine?.toLowerCase() ?? engine, users: [...kept, ...UserIdsToAdd] };
  }

  /** The engine of a user group. */
  engineOf(userGroup: string): string | undefined {
    return this.userGroups.get(userGroup)?.engine;
  }

  /** The engine that a cache runs: not the one that it waits for. */
  engineRun(replicationGroup: string): string | undefined {
    return this.groups.get(replicationGroup)?.Engine;
  }

  /** A user that logs in without a password and without IAM. */
  unauthenticated(ids: readonly string[]): string | undefined {
    return ids.find((id) => {
      const { NoPasswordRequired, AuthenticationMode } = this.users.get(id) ?? {};
      return Boolean(NoPasswordRequired) || AuthenticationMode?.Type === 'no-password-required';
    });
  }

  hasSnapshot(name: string): boolean {
    return this.snapshots.has(name);
  }

  has(user: string): boolean {
    return this.users.has(user) || user === 'default';
  }

  /** The id of a replication group of which something is true. */
  using(isUsed: (group: Parameters) => boolean): string | undefined {
    return [...this.groups].find(([, group]) => isUsed(group))?.[0];
  }

  /** The names of users, of which the one that AWS makes is `default`. */
  userNames(ids: readonly string[]): string[] {
    return ids.map((id) => this.users.get(id)?.UserName ?? id);
  }

  /** The user group that a user belongs to. */
  groupOf(user: string): string | undefined {
    return [...this.userGroups].find(([, { users }]) => users.includes(user))?.[0];
  }

  /** ElastiCache takes it out of all groups. */
  private delete(user: string): void {
    this.users.delete(user);
    for (const [id, { engine, users }] of this.userGroups) {
      this.userGroups.set(id, { engine, users: users.filter((member) => member !== user) });
    }
  }

  private modify(parameters: Parameters): void {
    const { ReplicationGroupId: id, UserGroupIdsToAdd = [], UserGroupIdsToRemove = [], ApplyImmediately } = parameters;
    const { pending, ...before } = this.groups.get(id) ?? {};
    const kept = (before.UserGroupIds ?? []).filter((group: string) => !UserGroupIdsToRemove.includes(group));
    const waits = Object.entries(parameters).filter(([name]) => waitsForWindow.includes(name));
    const others = Object.entries(parameters).filter(([name]) => !waitsForWindow.includes(name));
    const waiting = { ...pending, ...Object.fromEntries(waits) };
    this.groups.set(id, {
      ...before,
      ...Object.fromEntries(others),
      ...(ApplyImmediately ? waiting : { pending: waiting }),
      UserGroupIds: [...kept, ...UserGroupIdsToAdd],
    });
  }
}
