import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { Construct } from 'constructs';
import type { CacheEngineName } from './cache-engine';
import type { CacheEngineProps } from './cache-props';
import { LastApplied } from '../last-applied';

export interface CacheUsersProps {
  readonly name: string;
  readonly engine: Pick<CacheEngineProps, 'name' | 'userGroup'>;
  /** Access strings by user. */
  readonly users: Readonly<Record<string, string>>;
}

/**
 * Terraform destroys a user that is no longer declared after the change of its group, and not before: ElastiCache refuses to delete a group's default
 * user, and to take a user out of a group that is deleted already. There is no create to come first: what replaces a user is its id, or nothing.
 */
const leavesItsGroupFirst = { createBeforeDestroy: true };

/** The users of a cache: each authenticates with IAM. */
export class CacheUsers extends Construct {
  /** What each user logs in as, by user. */
  readonly userIds: Readonly<Record<string, string>>;
  readonly userArns: Readonly<Record<string, string>>;
  readonly nodes: {
    readonly userGroup: ElasticacheUserGroup;
    readonly users: Readonly<Record<string, ElasticacheUser>>;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheUsersProps,
  ) {
    super(scope, id);
    const users = Object.fromEntries(
      Object.entries(props.users).map(([name, accessString]) => [name, this.addUser(name, accessString)]),
    );
    const members = Object.values(users);
    if (this.engine === 'redis') members.push(this.addDefaultUser());
    const precondition = this.runsBeforeItsGroup();
    const userGroup = new ElasticacheUserGroup(this, 'user-group', {
      userGroupId: props.name,
      engine: this.engine,
      userIds: members.map(({ userId }) => userId),
      ...(this.engine === 'valkey' && { lifecycle: { precondition: [precondition] } }),
    });
    this.nodes = { userGroup, users };
    this.userIds = Object.fromEntries(Object.entries(users).map(([user, { userId }]) => [user, userId]));
    this.userArns = Object.fromEntries(Object.entries(users).map(([user, { arn }]) => [user, arn]));
  }

  /** The engine of the users and of their group. */
  private get engine(): CacheEngineName {
    const { name, userGroup = name } = this.props.engine;
    return userGroup;
  }

  /** Redis OSS takes no group of engine valkey, and Terraform changes a group before the cache that has it: the cache goes an apply ahead. */
  private runsBeforeItsGroup(): { condition: string; errorMessage: string } {
    const { name, engine } = this.props;
    const last = new LastApplied(this, 'cache-engine', { value: engine.name, mayChange: this.engine === 'redis' });
    const errorMessage = `User group ${name}: its cache runs Redis OSS, which takes no group of engine valkey. Expected the cache to run Valkey since an earlier apply.`;
    return { condition: last.isAsked, errorMessage };
  }

  private addUser(name: string, accessString: string): ElasticacheUser {
    const { engine } = this;
    // IAM authentication requires id and name to be the same, and ids are unique in an account and region.
    const userId = `${this.props.name}-${name}`;
    const authenticationMode = { type: 'iam' };
    return new ElasticacheUser(this, name, {
      ...{ userId, userName: userId, engine, accessString, authenticationMode },
      lifecycle: leavesItsGroupFirst,
    });
  }

  /**
   * A Redis group has to have a user named `default`, for clients that do not authenticate: this one may do nothing. A Valkey group
   * need not, and refuses users without authentication (ElastiCache user guide, "Role-Based Access Control").
   */
  private addDefaultUser(): ElasticacheUser {
    return new ElasticacheUser(this, 'default', {
      userId: `${this.props.name}-default`,
      userName: 'default',
      engine: 'redis',
      // As ElastiCache writes it back.
      accessString: 'off ~keys* -@all',
      authenticationMode: { type: 'no-password-required' },
      lifecycle: leavesItsGroupFirst,
    });
  }
}
