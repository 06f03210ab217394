import { edit, element, result, textOf } from '../answer';
import { withForm } from '../call';
import type { Api } from '../api';
import type { Answerer, Fault } from '../fault';
import { twoSubnets } from './subnets';

export const rds = (): Fault[] => [
  resourceIds(),
  restored(),
  monitoring(),
  clusterMonitoring(),
  scalingConfiguration(),
  parameterSource(),
  subscribedSources(),
  subnetGroups(),
];

const onInstances = (answer: Answerer): Record<string, Answerer> => ({
  CreateDBInstance: answer,
  CreateDBInstanceReadReplica: answer,
  DeleteDBInstance: answer,
  DescribeDBInstances: answer,
  ModifyDBInstance: answer,
  RebootDBInstance: answer,
  RestoreDBInstanceFromDBSnapshot: answer,
  RestoreDBInstanceToPointInTime: answer,
});

/** A resource id contains the identifier, so that it can be read back: `main` is `db-6D61696E`. */
function resourceIds(): Fault {
  const idOf = (identifier: string) => `db-${Buffer.from(identifier).toString('hex').toUpperCase()}`;
  const identifierOf = (value: string) =>
    /^db-[0-9A-F]+$/.test(value) ? Buffer.from(value.slice(3), 'hex').toString() : value;
  return {
    service: 'rds',
    fault: 'gives every instance the same resource id, by which Terraform reads it',
    answers: onInstances(async (call, next) => {
      const asked = withForm(call, (form) => {
        for (const [name, value] of [...form]) {
          if (value === 'dbi-resource-id') form.set(name, 'db-instance-id');
          if (name === 'DBInstanceIdentifier' || name.startsWith('Filters.')) {
            if (value !== 'dbi-resource-id') form.set(name, identifierOf(value));
          }
        }
      });
      return edit(await next(asked), (instances) =>
        instances.replace(
          /(<DBInstanceIdentifier>([^<]+)<[\s\S]*?<DbiResourceId>)[^<]+/g,
          (_, before: string, identifier: string) => before + idOf(identifier),
        ),
      );
    }),
    isThere: async (moto) => {
      const ids = await Promise.all(['one', 'two'].map((name) => create(moto, name)));
      return ids[0] === ids[1];
    },
  };
}

const sourceOfReplica = 'ReadReplicaSourceDBInstanceIdentifier';

/** One that is restored begins with what its source had, and follows nothing (RDS user guide, Restoring a DB instance to a specified time). */
function restored(): Fault {
  const instances = new Set<string>();
  return {
    service: 'rds',
    fault: 'says that an instance which was restored to a point in time is a read replica',
    answers: onInstances(async (call, next) => {
      const target = call.form.get('TargetDBInstanceIdentifier');
      if (target) instances.add(target);
      return edit(await next(call), (all) =>
        all.replace(/<DBInstance>[\s\S]*?<\/DBInstance>/g, (one) =>
          instances.has(textOf('DBInstanceIdentifier', one)!)
            ? one.replace(new RegExp(`<${sourceOfReplica}>[^<]*</${sourceOfReplica}>`), '')
            : one,
        ),
      );
    }),
    isThere: async (moto) => {
      await create(moto, 'source');
      const { text } = await moto.query('rds', 'RestoreDBInstanceToPointInTime', {
        SourceDBInstanceIdentifier: 'source',
        TargetDBInstanceIdentifier: 'restored',
        UseLatestRestorableTime: 'true',
      });
      return text.includes(sourceOfReplica);
    },
  };
}

async function create(moto: Api, DBInstanceIdentifier: string, more: Record<string, string> = {}): Promise<string> {
  const instance = {
    DBInstanceIdentifier,
    Engine: 'postgres',
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: '20',
  };
  const master = { MasterUsername: 'master', ManageMasterUserPassword: 'true' };
  const { text } = await moto.query('rds', 'CreateDBInstance', { ...instance, ...master, ...more });
  return textOf(more.MonitoringInterval ? 'MonitoringInterval' : 'DbiResourceId', text) ?? '';
}

/** What moto forgets when an instance is created, and the element that tells it. */
const watched = {
  EnablePerformanceInsights: 'PerformanceInsightsEnabled',
  PerformanceInsightsKMSKeyId: 'PerformanceInsightsKMSKeyId',
  PerformanceInsightsRetentionPeriod: 'PerformanceInsightsRetentionPeriod',
  MonitoringInterval: 'MonitoringInterval',
  MonitoringRoleArn: 'MonitoringRoleArn',
};

/** Keeps what is `forgotten` of each instance or cluster, as it was created and changed, and tells it wherever one is described. */
function remember(kind: 'DBInstance' | 'DBCluster', forgotten: Readonly<Record<string, string>>): Answerer {
  const kept = new Map<string, Map<string, string>>();
  return async (call, next) => {
    const identifier = call.form.get(`${kind}Identifier`);
    if (identifier && /^(Create|Modify)/.test(call.action)) {
      const elements = kept.get(identifier) ?? kept.set(identifier, new Map()).get(identifier)!;
      for (const [parameter, name] of Object.entries(forgotten)) {
        if (call.form.has(parameter)) elements.set(name, call.form.get(parameter)!);
      }
    }
    return edit(await next(call), (all) =>
      all.replace(new RegExp(`<${kind}>[\\s\\S]*?</${kind}>`, 'g'), (one) => {
        const elements = kept.get(textOf(`${kind}Identifier`, one)!) ?? new Map<string, string>();
        return [...elements].reduce(
          (text, [name, value]) =>
            text
              .replace(new RegExp(`<${name}>[^<]*</${name}>`), '')
              .replace(`</${kind}>`, `${element(name, value)}</${kind}>`),
          one,
        );
      }),
    );
  };
}

function monitoring(): Fault {
  return {
    service: 'rds',
    fault: 'forgets Performance Insights and enhanced monitoring',
    answers: onInstances(remember('DBInstance', watched)),
    isThere: async (moto) => (await create(moto, 'watched', { MonitoringInterval: '60' })) !== '60',
  };
}

const onClusters = (answer: Answerer): Record<string, Answerer> => ({
  CreateDBCluster: answer,
  DeleteDBCluster: answer,
  DescribeDBClusters: answer,
  ModifyDBCluster: answer,
  RestoreDBClusterFromSnapshot: answer,
});

/** Only clusters of serverless v1 have one. */
function scalingConfiguration(): Fault {
  return {
    service: 'rds',
    fault: 'tells an empty scaling configuration of a cluster that has none',
    answers: onClusters(async (call, next) =>
      edit(await next(call), (clusters) =>
        clusters.replace(/<DBCluster>[\s\S]*?<\/DBCluster>/g, (cluster) =>
          textOf('EngineMode', cluster) === 'serverless'
            ? cluster
            : cluster.replace(
                /<ScalingConfigurationInfo>[\s\S]*?<\/ScalingConfigurationInfo>|<ScalingConfigurationInfo ?\/>/,
                '',
              ),
        ),
      ),
    ),
    isThere: async (moto) => (await createCluster(moto, 'unscaled')).includes('<ScalingConfigurationInfo'),
  };
}

async function createCluster(moto: Api, DBClusterIdentifier: string, more: Record<string, string> = {}) {
  const cluster = { DBClusterIdentifier, Engine: 'aurora-postgresql', MasterUsername: 'administrator' };
  return (await moto.query('rds', 'CreateDBCluster', { ...cluster, ManageMasterUserPassword: 'true', ...more })).text;
}

function clusterMonitoring(): Fault {
  return {
    service: 'rds',
    fault: 'forgets Performance Insights and enhanced monitoring of a cluster',
    answers: onClusters(remember('DBCluster', { ...watched, DatabaseInsightsMode: 'DatabaseInsightsMode' })),
    isThere: async (moto) =>
      textOf('MonitoringInterval', await createCluster(moto, 'watched', { MonitoringInterval: '60' })) !== '60',
  };
}

function parameterSource(): Fault {
  return {
    service: 'rds',
    fault: 'does not say that the user set a parameter, so Terraform takes it for a default',
    answers: {
      DescribeDBParameters: async (call, next) =>
        edit(await next(call), (parameters) =>
          parameters.replaceAll('</Parameter>', `${element('Source', 'user')}</Parameter>`),
        ),
    },
    isThere: async (moto) => {
      const DBParameterGroupName = 'sourced';
      const group = { DBParameterGroupName, DBParameterGroupFamily: 'postgres17', Description: 'sourced' };
      await moto.query('rds', 'CreateDBParameterGroup', group);
      await moto.query('rds', 'ModifyDBParameterGroup', {
        DBParameterGroupName,
        'Parameters.Parameter.1.ParameterName': 'rds.force_ssl',
        'Parameters.Parameter.1.ParameterValue': '1',
        'Parameters.Parameter.1.ApplyMethod': 'immediate',
      });
      const parameters = await moto.query('rds', 'DescribeDBParameters', { DBParameterGroupName });
      return parameters.text.includes('rds.force_ssl') && !textOf('Source', parameters.text);
    },
  };
}

/** The sources of each subscription as they were changed after it was created: whether each is one. */
function subscribedSources(): Fault {
  const changed = new Map<string, Map<string, boolean>>();
  const change =
    (isSource: boolean): Answerer =>
    ({ action, form }) => {
      const name = form.get('SubscriptionName') ?? '';
      const sources = changed.get(name) ?? changed.set(name, new Map()).get(name)!;
      sources.set(form.get('SourceIdentifier') ?? '', isSource);
      return Promise.resolve(result(action, element('EventSubscription', element('CustSubscriptionId', name))));
    };
  const withChanges = (subscription: string) => {
    const sources = changed.get(textOf('CustSubscriptionId', subscription) ?? '') ?? new Map<string, boolean>();
    return subscription.replace(/<SourceIdsList>([\s\S]*?)<\/SourceIdsList>/, (_, list: string) => {
      const ids = new Set(list.match(/(?<=>)[^<>\s]+(?=<)/g));
      for (const [id, isSource] of sources) {
        if (isSource) ids.add(id);
        else ids.delete(id);
      }
      return element('SourceIdsList', [...ids].map((id) => element('SourceId', id)).join(''));
    });
  };
  return {
    service: 'rds',
    fault: 'does not change the sources of a subscription',
    answers: {
      AddSourceIdentifierToSubscription: change(true),
      RemoveSourceIdentifierFromSubscription: change(false),
      CreateEventSubscription: (call, next) => {
        changed.delete(call.form.get('SubscriptionName') ?? '');
        return next(call);
      },
      DescribeEventSubscriptions: async (call, next) =>
        edit(await next(call), (subscriptions) =>
          subscriptions.replace(/<EventSubscription>[\s\S]*?<\/EventSubscription>/g, withChanges),
        ),
    },
    isThere: async (moto) => {
      const source = { SubscriptionName: 'none', SourceIdentifier: 'none' };
      return (await moto.query('rds', 'RemoveSourceIdentifierFromSubscription', source)).status >= 500;
    },
  };
}

/** A changed group is created again, as it was but for its subnets. */
function subnetGroups(): Fault {
  const created = new Map<string, URLSearchParams>();
  return {
    service: 'rds',
    fault: 'loses a subnet group when its subnets are changed',
    answers: {
      CreateDBSubnetGroup: (call, next) => {
        created.set(call.form.get('DBSubnetGroupName')!, call.form);
        return next(call);
      },
      ModifyDBSubnetGroup: async (call, next) => {
        const changed = await next(call);
        const name = call.form.get('DBSubnetGroupName')!;
        const again = withForm(call, (form) => {
          form.set('Action', 'CreateDBSubnetGroup');
          for (const [key, value] of created.get(name) ?? [])
            if (key === 'DBSubnetGroupDescription' || key.startsWith('Tags.')) form.set(key, value);
        });
        if (changed.status === 200) await next(again);
        return changed;
      },
    },
    isThere: async (moto) => {
      const { first } = await twoSubnets(moto);
      const group = { DBSubnetGroupName: 'lost', 'SubnetIds.SubnetIdentifier.1': first };
      await moto.query('rds', 'CreateDBSubnetGroup', { ...group, DBSubnetGroupDescription: 'lost' });
      await moto.query('rds', 'ModifyDBSubnetGroup', group);
      return (await moto.query('rds', 'DescribeDBSubnetGroups', { DBSubnetGroupName: 'lost' })).status !== 200;
    },
  };
}
