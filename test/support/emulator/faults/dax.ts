import { editJson, json, jsonError } from '../answer';
import type { Api } from '../api';
import type { Fault } from '../fault';

export const dax = (): Fault[] => [subnetGroups(), parameterGroups(), clusters()];

interface SubnetGroup {
  readonly SubnetGroupName: string;
  readonly Description: string;
  readonly Subnets: readonly { readonly SubnetIdentifier: string }[];
}

function subnetGroups(): Fault {
  const kept = new Map<string, SubnetGroup>();
  const notFound = (name: string) => jsonError('SubnetGroupNotFoundFault', name);
  const keep = ({ SubnetGroupName, Description = '', SubnetIds }: Record<string, any>) => {
    const Subnets = SubnetIds.map((SubnetIdentifier: string) => ({ SubnetIdentifier }));
    const SubnetGroup = { SubnetGroupName, Description, Subnets };
    kept.set(SubnetGroupName, SubnetGroup);
    return json({ SubnetGroup });
  };
  return {
    service: 'dax',
    fault: 'has no subnet groups',
    answers: {
      CreateSubnetGroup: ({ json: asked }) => keep(asked),
      UpdateSubnetGroup: ({ json: asked }) => {
        const before = kept.get(asked.SubnetGroupName);
        if (!before) return notFound(asked.SubnetGroupName);
        const SubnetIds = before.Subnets.map(({ SubnetIdentifier }) => SubnetIdentifier);
        return keep({ ...before, SubnetIds, ...asked });
      },
      DescribeSubnetGroups: ({ json: { SubnetGroupNames: names = [...kept.keys()] } }) => {
        const SubnetGroups = names.flatMap((name: string) => kept.get(name) ?? []);
        return SubnetGroups.length < names.length ? notFound(names.join(', ')) : json({ SubnetGroups });
      },
      DeleteSubnetGroup: ({ json: { SubnetGroupName: name } }) =>
        kept.delete(name) ? json({ DeletionMessage: name }) : notFound(name),
    },
    isThere: (moto) => isNotServed(moto, 'DescribeSubnetGroups'),
  };
}

interface Parameter {
  readonly ParameterName: string;
  readonly ParameterValue: string;
}

function parameterGroups(): Fault {
  const kept = new Map<string, { Description: string; Parameters: readonly Parameter[] }>();
  const notFound = (name: string) => jsonError('ParameterGroupNotFoundFault', name);
  return {
    service: 'dax',
    fault: 'has no parameter groups',
    answers: {
      CreateParameterGroup: ({ json: { ParameterGroupName, Description = '' } }) => {
        kept.set(ParameterGroupName, { Description, Parameters: [] });
        return json({ ParameterGroup: { ParameterGroupName, Description } });
      },
      UpdateParameterGroup: ({ json: { ParameterGroupName, ParameterNameValues: changed } }) => {
        const group = kept.get(ParameterGroupName);
        if (!group) return notFound(ParameterGroupName);
        const values = new Map([...group.Parameters, ...changed].map((one: Parameter) => [one.ParameterName, one]));
        group.Parameters = [...values.values()];
        return json({ ParameterGroup: { ParameterGroupName } });
      },
      DescribeParameterGroups: ({ json: { ParameterGroupNames: names = [...kept.keys()] } }) => {
        const missing = names.find((name: string) => !kept.has(name));
        if (missing !== undefined) return notFound(missing);
        const told = (ParameterGroupName: string) => ({
          ...{ ParameterGroupName, Description: kept.get(ParameterGroupName)!.Description },
        });
        return json({ ParameterGroups: names.map(told) });
      },
      DescribeParameters: ({ json: { ParameterGroupName: name } }) => {
        const group = kept.get(name);
        return group ? json({ Parameters: group.Parameters }) : notFound(name);
      },
      DeleteParameterGroup: ({ json: { ParameterGroupName: name } }) =>
        kept.delete(name) ? json({ DeletionMessage: name }) : notFound(name),
    },
    isThere: (moto) => isNotServed(moto, 'DescribeParameterGroups'),
  };
}

/** Keeps what a cluster was made and changed with, in the places where it is described. */
function clusters(): Fault {
  const kept = new Map<string, Record<string, any>>();
  const told = (cluster: Record<string, any>) => {
    const { SubnetGroupName, SecurityGroupIds, ParameterGroupName, PreferredMaintenanceWindow, ...rest } =
      kept.get(cluster.ClusterName) ?? {};
    Object.assign(
      cluster,
      SubnetGroupName && { SubnetGroup: SubnetGroupName },
      SecurityGroupIds && {
        SecurityGroups: SecurityGroupIds.map((id: string) => ({ SecurityGroupIdentifier: id, Status: 'active' })),
      },
      ParameterGroupName && { ParameterGroup: { ...cluster.ParameterGroup, ParameterGroupName } },
      PreferredMaintenanceWindow && { PreferredMaintenanceWindow },
      rest.Description && { Description: rest.Description },
      rest.NotificationTopicArn && {
        NotificationConfiguration: { TopicArn: rest.NotificationTopicArn, TopicStatus: 'active' },
      },
    );
  };
  return {
    service: 'dax',
    fault: 'changes no cluster, and forgets its groups, its window and its topic',
    answers: {
      CreateCluster: async (call, next) => {
        kept.set(call.json.ClusterName, call.json);
        return editJson(await next(call), ({ Cluster }) => told(Cluster));
      },
      UpdateCluster: ({ json: { ClusterName, ...changed } }) => {
        const before = kept.get(ClusterName);
        if (!before) return jsonError('ClusterNotFoundFault', ClusterName);
        kept.set(ClusterName, { ...before, ...changed });
        return json({ Cluster: { ClusterName } });
      },
      DescribeClusters: async (call, next) => editJson(await next(call), ({ Clusters }) => Clusters.forEach(told)),
    },
    isThere: (moto) => isNotServed(moto, 'UpdateCluster', { ClusterName: 'none' }),
  };
}

/** Moto answers an action that it does not have with an error of its own, and one about a missing cluster with that of DAX. */
async function isNotServed(moto: Api, action: string, parameters: object = {}): Promise<boolean> {
  const { status, text } = await moto.json('dax', `AmazonDAXV3.${action}`, parameters);
  return status >= 400 && !text.includes('ClusterNotFound');
}
