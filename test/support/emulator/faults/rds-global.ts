import { element, result, resultError, textOf } from '../answer';
import { withForm, type Call } from '../call';
import type { Fault } from '../fault';

interface GlobalCluster {
  readonly identifier: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly storageEncrypted: string;
  deletionProtection: string;
  /** The ARNs of its clusters: whether each writes. */
  readonly members: Map<string, boolean>;
}

/** Global clusters, which are of no region: who joins, who leaves, and in which order (RDS API reference, CreateGlobalCluster, RemoveFromGlobalCluster, DeleteGlobalCluster). */
export function globalClusters(account: string): Fault {
  const all = new Map<string, GlobalCluster>();
  const arnOf = ({ region, form }: Call) =>
    `arn:aws:rds:${region}:${account}:cluster:${form.get('DBClusterIdentifier')}`;
  const withMember = (arn: string) => [...all.values()].find(({ members }) => members.has(arn));
  const described = ({ identifier, members, ...its }: GlobalCluster) =>
    [
      element('GlobalClusterIdentifier', identifier),
      element('GlobalClusterResourceId', `cluster-${Buffer.from(identifier).toString('hex').slice(0, 16)}`),
      element('GlobalClusterArn', `arn:aws:rds::${account}:global-cluster:${identifier}`),
      element('Status', 'available'),
      ...[element('Engine', its.engine), element('EngineVersion', its.engineVersion)],
      ...[element('StorageEncrypted', its.storageEncrypted), element('DeletionProtection', its.deletionProtection)],
      element(
        'GlobalClusterMembers',
        [...members]
          .map(([arn, writes]) => element('DBClusterArn', arn) + element('IsWriter', writes))
          .map((member) => element('GlobalClusterMember', member))
          .join(''),
      ),
    ].join('');
  const asked = ({ form }: Call) => all.get(form.get('GlobalClusterIdentifier') ?? '');
  const notFound = () => resultError('GlobalClusterNotFoundFault', 'there is none', 404);
  const answered = (call: Call, global: GlobalCluster) =>
    result(call.action, element('GlobalCluster', described(global)));

  return {
    service: 'rds',
    fault: 'has no life of a global cluster: nobody joins one from another region, and none is changed or deleted',
    answers: {
      CreateGlobalCluster: async (call, next) => {
        const source = call.form.get('SourceDBClusterIdentifier') ?? '';
        const cluster = await next(
          withForm(call, (form) => {
            for (const name of [...form.keys()]) form.delete(name);
            form.set('Action', 'DescribeDBClusters');
            form.set('Version', '2014-10-31');
            form.set('DBClusterIdentifier', source.split(':').pop() ?? '');
          }),
        );
        if (cluster.status >= 300) return cluster;
        const text = cluster.body.toString();
        const made: GlobalCluster = {
          identifier: call.form.get('GlobalClusterIdentifier') ?? '',
          engine: textOf('Engine', text) ?? '',
          engineVersion: textOf('EngineVersion', text) ?? '',
          storageEncrypted: textOf('StorageEncrypted', text) ?? 'false',
          deletionProtection: call.form.get('DeletionProtection') ?? 'false',
          members: new Map([[source, true]]),
        };
        all.set(made.identifier, made);
        return answered(call, made);
      },
      CreateDBCluster: async (call, next) => {
        const global = asked(call);
        if (!global) return next(call);
        const leftOut = ['GlobalClusterIdentifier', 'SourceRegion'];
        const made = await next(
          withForm(call, (form) => {
            for (const name of leftOut) form.delete(name);
            // moto asks every cluster for them; a secondary has those of its primary.
            form.set('MasterUsername', 'administrator');
            form.set('MasterUserPassword', 'that-of-the-primary');
          }),
        );
        if (made.status < 300) global.members.set(arnOf(call), false);
        return made;
      },
      DeleteDBCluster: (call, next) =>
        withMember(arnOf(call))
          ? resultError(
              'InvalidDBClusterStateFault',
              'This cluster is a part of a global cluster, please remove it from globalcluster first',
            )
          : next(call),
      DescribeGlobalClusters: (call) => {
        const identifier = call.form.get('GlobalClusterIdentifier');
        const arn = call.form.get('Filters.Filter.1.Values.Value.1');
        if (identifier && !all.has(identifier)) return notFound();
        const found = [...all.values()].filter(
          (one) => (!identifier || one.identifier === identifier) && (!arn || one.members.has(arn)),
        );
        const members = found.map((one) => element('GlobalClusterMember', described(one))).join('');
        return result(call.action, element('GlobalClusters', members));
      },
      ModifyGlobalCluster: (call) => {
        const global = asked(call);
        if (!global) return notFound();
        global.deletionProtection = call.form.get('DeletionProtection') ?? global.deletionProtection;
        return answered(call, global);
      },
      RemoveFromGlobalCluster: (call) => {
        const global = asked(call);
        if (!global) return notFound();
        const arn = call.form.get('DbClusterIdentifier') ?? '';
        if (!global.members.has(arn))
          return resultError('InvalidParameterValue', `${arn} is not found in global cluster`);
        if (global.members.get(arn) && global.members.size > 1) {
          return resultError('InvalidGlobalClusterStateFault', 'The writer has to be removed last');
        }
        global.members.delete(arn);
        return answered(call, global);
      },
      DeleteGlobalCluster: (call) => {
        const global = asked(call);
        if (!global) return notFound();
        if (global.deletionProtection === 'true') {
          return resultError('InvalidParameterCombination', 'Cannot delete protected Global Cluster');
        }
        if (global.members.size > 0) {
          return resultError('InvalidGlobalClusterStateFault', `Global Cluster ${global.identifier} is not empty`);
        }
        all.delete(global.identifier);
        return answered(call, global);
      },
    },
    isThere: async (moto) =>
      (await moto.query('rds', 'ModifyGlobalCluster', { GlobalClusterIdentifier: 'none' })).status >= 500,
  };
}
