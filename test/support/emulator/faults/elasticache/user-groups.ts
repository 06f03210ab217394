import { element, result, resultError } from '../../answer';
import { strings, type Call } from '../../call';
import type { Fault } from '../../fault';
import { Tags } from './tags';

interface UserGroup {
  readonly id: string;
  engine: string;
  readonly arn: string;
  users: string[];
}

export function userGroups(account: string): Fault {
  const groups = new Map<string, UserGroup>();
  const tags = new Tags(account);
  const find = ({ form }: Call) => groups.get(form.get('UserGroupId')!);
  const missing = ({ form }: Call) => resultError('UserGroupNotFound', form.get('UserGroupId')!, 404);
  return {
    service: 'elasticache',
    fault: 'has no user groups',
    answers: {
      ...tags.answers(),
      CreateUserGroup: (call) => {
        const id = call.form.get('UserGroupId')!;
        const arn = tags.arn(call, 'usergroup', id);
        const group = { id, arn, engine: call.form.get('Engine')!.toLowerCase(), users: strings(call.form, 'UserIds') };
        groups.set(id, group);
        tags.create(arn, call);
        return result(call.action, described(group));
      },
      DescribeUserGroups: (call) => {
        const group = find(call);
        return group ? result(call.action, element('UserGroups', element('member', described(group)))) : missing(call);
      },
      ModifyUserGroup: (call) => {
        const group = find(call);
        if (!group) return missing(call);
        const removed = strings(call.form, 'UserIdsToRemove');
        group.users = group.users.filter((user) => !removed.includes(user)).concat(strings(call.form, 'UserIdsToAdd'));
        group.engine = call.form.get('Engine')?.toLowerCase() ?? group.engine;
        return result(call.action, described(group));
      },
      // ElastiCache takes it out of all groups (API reference, DeleteUser).
      DeleteUser: (call, next) => {
        for (const group of groups.values()) group.users = group.users.filter((id) => id !== call.form.get('UserId'));
        return next(call);
      },
      DeleteUserGroup: (call) => {
        const group = find(call);
        if (!group) return missing(call);
        groups.delete(group.id);
        return result(call.action, described(group));
      },
    },
    isThere: async (moto) => (await moto.query('elasticache', 'CreateUserGroup')).status === 500,
  };
}

function described({ id, engine, arn, users }: UserGroup): string {
  return (
    element('UserGroupId', id) +
    element('Status', 'active') +
    element('Engine', engine) +
    element('UserIds', users.map((user) => element('member', user)).join('')) +
    element('ARN', arn)
  );
}
