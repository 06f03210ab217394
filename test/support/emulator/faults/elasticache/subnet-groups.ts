import { edit, result, resultError } from '../../answer';
import { withForm, type Call } from '../../call';
import type { Fault } from '../../fault';

/** A deleted group is hidden, not deleted: to make one again under its name, moto has to learn to delete. A changed one is another one in moto, shown under its name. */
export function subnetGroups(): Fault {
  const deleted = new Set<string>();
  /** By the group's name, what moto calls it. */
  const changed = new Map<string, string>();
  const nameOf = ({ form }: Call) => form.get('CacheSubnetGroupName')!;
  return {
    service: 'elasticache',
    fault: 'can neither change nor delete a subnet group',
    answers: {
      DeleteCacheSubnetGroup: (call) => {
        deleted.add(nameOf(call));
        return result(call.action);
      },
      ModifyCacheSubnetGroup: async (call, next) => {
        const name = nameOf(call);
        const other = `${changed.get(name) ?? name}-changed`;
        const again = withForm(call, (form) => {
          form.set('Action', 'CreateCacheSubnetGroup');
          form.set('CacheSubnetGroupName', other);
          form.set('CacheSubnetGroupDescription', form.get('CacheSubnetGroupDescription') ?? name);
        });
        const created = await next(again);
        if (created.status === 200) changed.set(name, other);
        return edit(created, (text) =>
          text.replaceAll('CreateCacheSubnetGroup', 'ModifyCacheSubnetGroup').replaceAll(other, name),
        );
      },
      DescribeCacheSubnetGroups: async (call, next) => {
        const name = nameOf(call);
        if (deleted.has(name)) return resultError('CacheSubnetGroupNotFoundFault', name);
        const other = changed.get(name);
        if (other === undefined) return next(call);
        const asked = withForm(call, (form) => form.set('CacheSubnetGroupName', other));
        return edit(await next(asked), (text) => text.replaceAll(other, name));
      },
    },
    isThere: async (moto) => (await moto.query('elasticache', 'DeleteCacheSubnetGroup')).status === 500,
  };
}
