import { edit, element, result, resultError, text, textOf } from '../../answer';
import type { Answer, Call } from '../../call';
import type { Fault } from '../../fault';

const changeable = ['AccessString', 'Engine'] as const;

/** What was changed is kept here, and written into what moto says of the user. */
export function users(): Fault {
  const changes = new Map<string, Map<string, string>>();
  const idOf = ({ form }: Call) => form.get('UserId') ?? '';
  const changed = (answer: Answer, id: string) =>
    edit(answer, (body) =>
      [...(changes.get(id) ?? [])].reduce(
        (described, [name, value]) =>
          described.replace(new RegExp(`<${name}>[^<]*</${name}>`), () => element(name, text(value))),
        body,
      ),
    );
  return {
    service: 'elasticache',
    fault: 'cannot change a user',
    answers: {
      ModifyUser: async (call, next) => {
        const id = idOf(call);
        const described = await next(describing(call, id));
        if (described.status >= 300) return resultError('UserNotFound', id, 404);
        const kept = changes.get(id) ?? new Map<string, string>();
        for (const name of changeable) if (call.form.has(name)) kept.set(name, call.form.get(name)!);
        changes.set(id, kept);
        const [, user = ''] = /<member>([\s\S]*)<\/member>/.exec(changed(described, id).body.toString()) ?? [];
        return result(call.action, user);
      },
      DescribeUsers: async (call, next) => changed(await next(call), idOf(call)),
      DeleteUser: async (call, next) => {
        changes.delete(idOf(call));
        return next(call);
      },
    },
    isThere: async (moto) => {
      const asked = { UserId: 'app', UserName: 'app', Engine: 'redis', AccessString: 'off -@all' };
      await moto.query('elasticache', 'CreateUser', { ...asked, NoPasswordRequired: 'true' });
      await moto.query('elasticache', 'ModifyUser', { UserId: 'app', AccessString: 'on -@all' });
      const { text } = await moto.query('elasticache', 'DescribeUsers', { UserId: 'app' });
      return textOf('AccessString', text) !== 'on -@all';
    },
  };
}

function describing(call: Call, id: string): Call {
  const form = new URLSearchParams({ Action: 'DescribeUsers', Version: call.form.get('Version')!, UserId: id });
  return { ...call, action: 'DescribeUsers', form, body: Buffer.from(form.toString()) };
}
