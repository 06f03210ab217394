import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { Construct } from 'constructs';
import type { CacheEngineName } from './cache-engine';

export interface CacheUsersProps {
  readonly name: string;
  readonly engine: CacheEngineName;
  /** Access strings by user. */
  readonly users: Readonly<Record<string, string>>;
}

/** The users of a cache: each authenticates with IAM. */
export class CacheUsers extends Construct {
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
    if (props.engine === 'redis') members.push(this.addDefaultUser());
    const userGroup = new ElasticacheUserGroup(this, 'user-group', {
      userGroupId: props.name,
      engine: props.engine,
      userIds: members.map(({ userId }) => userId),
    });
    this.nodes = { userGroup, users };
  }

  private addUser(name: string, accessString: string): ElasticacheUser {
    const { engine } = this.props;
    // IAM authentication requires id and name to be the same, and ids are unique in an account and region.
    const userId = `${this.props.name}-${name}`;
    const authenticationMode = { type: 'iam' };
    return new ElasticacheUser(this, name, { userId, userName: userId, engine, accessString, authenticationMode });
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
    });
  }
}
