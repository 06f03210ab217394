import { editJson, json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Answerer, Fault } from '../fault';

export const dms = (account: string): Fault[] => [
  times(),
  subnetsOfGroups(),
  tagsOfSubnetGroups(),
  tasksAreReady(),
  certificates(account),
  eventSubscriptions(account),
];

const target = 'AmazonDMSv20160101';
type Tags = readonly { readonly Key: string; readonly Value: string }[];

/** What moto keeps nothing of, by region and name, with its tags. */
function kept() {
  const all = new Map<string, Record<string, any> & { readonly arn: string; readonly Tags: Tags }>();
  const listTags: Answerer = (call, next) => {
    const found = [...all.values()].find(({ arn }) => arn === call.json.ResourceArn);
    return found ? json({ TagList: found.Tags }) : next(call);
  };
  return { all, listTags };
}

const keyOf = ({ region }: Call, name: string) => `${region}/${name}`;
const valuesOf = ({ json: { Filters = [] } }: Call): string[] => Filters.flatMap(({ Values }: any) => Values);

function times(): Fault {
  const inSeconds = (value: any): void => {
    for (const [name, found] of Object.entries(value ?? {})) {
      if (typeof found === 'object') inSeconds(found);
      if (/(Time|Date)$/.test(name) && typeof found === 'string') value[name] = Date.parse(`${found}Z`) / 1000;
    }
  };
  const answer: Answerer = async (call, next) => editJson(await next(call), inSeconds);
  const of = (thing: string) =>
    Object.fromEntries([`Create${thing}`, `Describe${thing}s`, `Delete${thing}`].map((action) => [action, answer]));
  return {
    service: 'dms',
    fault: 'answers times of replication instances and tasks as text',
    answers: { ...of('ReplicationInstance'), ...of('ReplicationTask') },
    isThere: async (moto) => {
      const asked = { ReplicationInstanceIdentifier: 'timed', ReplicationInstanceClass: 'dms.t3.medium' };
      const { text } = await moto.json('dms', `${target}.CreateReplicationInstance`, asked);
      return typeof JSON.parse(text).ReplicationInstance.InstanceCreateTime === 'string';
    },
  };
}

function subnetsOfGroups(): Fault {
  const groups = new Map<string, readonly string[]>();
  const edit = (call: Call, group: any) => {
    const subnets = groups.get(keyOf(call, group?.ReplicationSubnetGroupIdentifier));
    if (subnets) group.Subnets = subnets.map((SubnetIdentifier) => ({ SubnetIdentifier, SubnetStatus: 'Active' }));
  };
  return {
    service: 'dms',
    fault: 'forgets the subnets of a replication subnet group',
    answers: {
      CreateReplicationSubnetGroup: async (call, next) => {
        groups.set(keyOf(call, call.json.ReplicationSubnetGroupIdentifier), call.json.SubnetIds);
        return editJson(await next(call), ({ ReplicationSubnetGroup }) => edit(call, ReplicationSubnetGroup));
      },
      DescribeReplicationSubnetGroups: async (call, next) =>
        editJson(await next(call), ({ ReplicationSubnetGroups }) => {
          for (const group of ReplicationSubnetGroups) edit(call, group);
        }),
    },
    isThere: async (moto) => {
      const SubnetIds = ['subnet-11111111', 'subnet-22222222'];
      const asked = { ReplicationSubnetGroupIdentifier: 'kept', ReplicationSubnetGroupDescription: 'kept', SubnetIds };
      const { text } = await moto.json('dms', `${target}.CreateReplicationSubnetGroup`, asked);
      return !text.includes('subnet-11111111');
    },
  };
}

function tagsOfSubnetGroups(): Fault {
  const kept = new Map<string, Tags>();
  return {
    service: 'dms',
    fault: 'forgets the tags of a replication subnet group',
    answers: {
      CreateReplicationSubnetGroup: (call, next) => {
        kept.set(keyOf(call, call.json.ReplicationSubnetGroupIdentifier), call.json.Tags ?? []);
        return next(call);
      },
      ListTagsForResource: (call, next) => {
        const [, name = ''] = /:subgrp:(.+)$/.exec(call.json.ResourceArn) ?? [];
        const TagList = kept.get(keyOf(call, name));
        return TagList ? json({ TagList }) : next(call);
      },
    },
    isThere: async (moto) => {
      const about = { ReplicationSubnetGroupIdentifier: 'tagged', ReplicationSubnetGroupDescription: 'tagged' };
      const Tags = [{ Key: 'Name', Value: 'kept' }];
      const asked = { ...about, SubnetIds: ['subnet-11111111'], Tags };
      await moto.json('dms', `${target}.CreateReplicationSubnetGroup`, asked);
      const ResourceArn = 'arn:aws:dms:eu-west-1:111122223333:subgrp:tagged';
      return !(await moto.json('dms', `${target}.ListTagsForResource`, { ResourceArn })).text.includes('kept');
    },
  };
}

function tasksAreReady(): Fault {
  return {
    service: 'dms',
    fault: 'has replication tasks that are never ready',
    answers: {
      DescribeReplicationTasks: async (call, next) =>
        editJson(await next(call), ({ ReplicationTasks }) => {
          for (const task of ReplicationTasks) if (task.Status === 'creating') task.Status = 'ready';
        }),
    },
    isThere: async (moto) => {
      const arn = (kind: string) => `arn:aws:dms:eu-west-1:111122223333:${kind}`;
      await moto.json('dms', `${target}.CreateReplicationTask`, {
        ...{ ReplicationTaskIdentifier: 'waiting', MigrationType: 'full-load', TableMappings: '{}' },
        ...{ SourceEndpointArn: arn('endpoint:a'), TargetEndpointArn: arn('endpoint:b') },
        ReplicationInstanceArn: arn('rep:c'),
      });
      const { text } = await moto.json('dms', `${target}.DescribeReplicationTasks`, {});
      return JSON.parse(text).ReplicationTasks[0].Status === 'creating';
    },
  };
}

function certificates(account: string): Fault {
  const { all, listTags } = kept();
  const certificateOf = ({ Tags: _, arn: __, ...certificate }: any) => certificate;
  return {
    service: 'dms',
    fault: 'keeps no certificates',
    answers: {
      ImportCertificate: (call) => {
        const { CertificateIdentifier, CertificatePem, Tags = [] } = call.json;
        const arn = `arn:aws:dms:${call.region}:${account}:cert:${CertificateIdentifier}`;
        const made = { CertificateIdentifier, CertificatePem, CertificateArn: arn, CertificateOwner: account };
        all.set(arn, { ...made, arn, Tags });
        return json({ Certificate: made });
      },
      DescribeCertificates: (call) => {
        const asked = valuesOf(call);
        const found = [...all.values()].filter(
          ({ arn, CertificateIdentifier }) => asked.includes(arn) || asked.includes(CertificateIdentifier),
        );
        return found.length === 0
          ? jsonError('ResourceNotFoundFault', 'no such certificate')
          : json({ Certificates: found.map(certificateOf) });
      },
      DeleteCertificate: (call) => {
        const found = all.get(call.json.CertificateArn);
        if (!found) return jsonError('ResourceNotFoundFault', 'no such certificate');
        all.delete(found.arn);
        return json({ Certificate: certificateOf(found) });
      },
      ListTagsForResource: listTags,
    },
    isThere: async (moto) => isNotServed(await moto.json('dms', `${target}.DescribeCertificates`, {})),
  };
}

function eventSubscriptions(account: string): Fault {
  const { all, listTags } = kept();
  const missing = () => jsonError('ResourceNotFoundFault', 'no such subscription');
  const shown = ({ Tags: _, arn: __, ...subscription }: any) => ({ ...subscription, Status: 'active' });
  return {
    service: 'dms',
    fault: 'keeps no event subscriptions',
    answers: {
      CreateEventSubscription: (call) => {
        const { SubscriptionName, SnsTopicArn, SourceType, SourceIds, EventCategories, Enabled, Tags = [] } = call.json;
        const arn = `arn:aws:dms:${call.region}:${account}:es:${SubscriptionName}`;
        const made = {
          ...{ CustSubscriptionId: SubscriptionName, CustomerAwsId: account, SnsTopicArn, SourceType, Enabled },
          ...{ SourceIdsList: SourceIds, EventCategoriesList: EventCategories },
        };
        all.set(keyOf(call, SubscriptionName), { ...made, arn, Tags });
        return json({ EventSubscription: shown(made) });
      },
      DescribeEventSubscriptions: (call) => {
        const found = all.get(keyOf(call, call.json.SubscriptionName));
        return found ? json({ EventSubscriptionsList: [shown(found)] }) : missing();
      },
      DeleteEventSubscription: (call) => {
        const found = all.get(keyOf(call, call.json.SubscriptionName));
        if (!found) return missing();
        all.delete(keyOf(call, call.json.SubscriptionName));
        return json({ EventSubscription: { ...shown(found), Status: 'deleting' } });
      },
      ListTagsForResource: listTags,
    },
    isThere: async (moto) => isNotServed(await moto.json('dms', `${target}.DescribeEventSubscriptions`, {})),
  };
}

/** Moto answers a call that it does not have with an error of its own. */
function isNotServed({ status, text }: { readonly status: number; readonly text: string }): boolean {
  return status >= 400 && !text.includes('ResourceNotFoundFault');
}
