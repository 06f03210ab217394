import { result, resultError } from '../../answer';
import type { Call } from '../../call';
import type { Fault } from '../../fault';

/** A deleted group is hidden, not deleted: to make one again under its name, moto has to learn to delete. */
export function subnetGroups(): Fault {
  const deleted = new Set<string>();
  const nameOf = ({ form }: Call) => form.get('CacheSubnetGroupName')!;
  return {
    service: 'elasticache',
    fault: 'cannot delete a subnet group',
    answers: {
      DeleteCacheSubnetGroup: (call) => {
        deleted.add(nameOf(call));
        return result(call.action);
      },
      DescribeCacheSubnetGroups: (call, next) =>
        deleted.has(nameOf(call)) ? resultError('CacheSubnetGroupNotFoundFault', nameOf(call)) : next(call),
    },
    isThere: async (moto) => (await moto.query('elasticache', 'DeleteCacheSubnetGroup')).status === 500,
  };
}
