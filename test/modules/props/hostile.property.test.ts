import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Testing, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DatabaseCluster } from '../../../modules/aurora';
import { backUp } from '../../../modules/backup';
import { Bucket } from '../../../modules/bucket';
import { DatabaseProxy } from '../../../modules/database-proxy';
import { Cache } from '../../../modules/elasticache';
import { EventBus } from '../../../modules/event-bus';
import { FileSystem, type FileSystemProps } from '../../../modules/file-system';
import { Function, type FunctionProps } from '../../../modules/function';
import { HttpApi, VpcLink, type HttpApiProps } from '../../../modules/http-api';
import { boundRoles, grant, iamVariable, policyDocument } from '../../../modules/iam';
import { ImageRepository } from '../../../modules/image-repository';
import { inRegion } from '../../../modules/in-region';
import { LoadBalancer } from '../../../modules/load-balancer';
import { Mail } from '../../../modules/mail';
import { MessageTopic, type MessageTopicProps } from '../../../modules/message-topic';
import { subnetCidrs } from '../../../modules/network';
import { isOn } from '../../../modules/opt-out';
import { Pipe, type PipeProps } from '../../../modules/pipe';
import { PropsError } from '../../../modules/props';
import { DeadLetterQueue, Queue, type DeadLetterQueueProps } from '../../../modules/queue';
import { Database } from '../../../modules/rds';
import { RestApi, type RestApiProps } from '../../../modules/rest-api';
import { SecurityGroup } from '../../../modules/security-group';
import { Server, type ServerProps } from '../../../modules/single-server';
import { Table, type TableProps } from '../../../modules/table';
import { TargetGroup } from '../../../modules/target-group';
import { UserPool, type UserPoolProps } from '../../../modules/user-pool';
import { AcceptedBlocks, type Blocks } from '../../support/accepted-blocks';
import {
  accepted,
  account,
  classes,
  hostile,
  network,
  placesIn,
  policy,
  region,
  role,
  topic,
  type Class,
} from '../../support/hostile-props';
import { put } from '../../support/put';
import { describeWithTerraform } from '../../support/terraform';
import { startTokenScope } from '../../support/token-scope';

// Every public class and function, every prop and argument, every hostile value: a PropsError that names the prop, or a result that Terraform can read.

/** A text that cannot have been meant: what JavaScript writes for a value that is none, or a token that was computed with. */
const nonsense = /"[^"]*(undefined|\[object |NaN|TfToken|Infinity)[^"]*"|e\+\d{3}|\$\{file/;

let app = Testing.app();
let trials = 0;
const forgetTokens = startTokenScope();
afterEach(() => {
  app = Testing.app();
  forgetTokens();
});
const ofClasses = new AcceptedBlocks();
/** @param id is in the name of each resource, so that those of all trials can be in one configuration */
const trial = (made: Class, propsOf: (scope: Construct) => object, id = `trial${trials + 1}`) =>
  outcomeOf(
    (stack) => {
      const scope = new Construct(stack, id);
      return void new made(scope, 'it', propsOf(scope));
    },
    (json) => ofClasses.add(json, id),
  );

function outcomeOf(run: (stack: TerraformStack) => void, accept?: (json: Blocks) => void): string {
  trials += 1;
  const stack = new TerraformStack(app, `stack-${trials}`);
  new AwsProvider(stack, 'aws', { region });
  try {
    run(stack);
  } catch (error) {
    if (!(error instanceof PropsError)) return `threw ${String(error)}`;
    return error.problems.every(({ prop }) => prop !== '') ? 'refused' : `names no prop: ${error.message}`;
  }
  const json = stack.toTerraform();
  const found = nonsense.exec(JSON.stringify(json.resource ?? {}));
  accept?.(json);
  return found ? `accepted, and wrote ${found[0].slice(0, 120)}` : 'accepted';
}

test('every public class that takes props is here', () => {
  expect(classes.map(([name]) => name).sort()).toEqual(Object.keys(accepted).sort());
});

describe.each(classes)('%s', (name, made) => {
  const propsOf = accepted[name] ?? (() => ({}));

  test('accepts its props, and describes each of them', () => {
    expect(trial(made, propsOf)).toBe('accepted');
    const scope = new TerraformStack(app, `described-${name.replace('/', '-')}`);
    expect(Object.keys(propsOf(scope)).sort()).toEqual(Object.keys(made.props ?? {}).sort());
  });

  test('refuses, or makes something right of, every hostile value in every place', () => {
    const sample = propsOf(new TerraformStack(app, `sample-${name.replace('/', '-')}`));
    const wrong = placesIn(sample).flatMap((place) =>
      hostile().flatMap(([what, value]) => {
        const outcome = trial(made, (scope) => put(propsOf(scope), place, value));
        return outcome === 'refused' || outcome === 'accepted' ? [] : [`${place.join('.')}: ${what}: ${outcome}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('refuses a prop that it does not have', () => {
    expect(trial(made, (scope) => ({ ...propsOf(scope), deletionProtectoin: true }))).toBe('refused');
  });

  test.each([undefined, null, 'text', 7, []])('refuses %p for its props', (props) => {
    expect(trial(made, () => props as never)).toBe('refused');
  });
});

describeWithTerraform('what the classes accept', () => {
  test('is accepted by the schema of the provider', () => {
    // What it refuses is an error: one is put among them.
    ofClasses.add({ resource: { aws_cloudwatch_log_group: { refused: { retention_in_days: 2 } } } }, 'none');
    expect(ofClasses.validate(region)).toEqual([
      ['aws_cloudwatch_log_group.refused', expect.stringContaining('expected retention_in_days to be one of')],
    ]);
  }, 300_000);
});

/** What methods and functions are called with, by name; the construct that has the method is made in the stack. */
interface Call {
  readonly args: (scope: Construct) => readonly unknown[];
  readonly run: (scope: TerraformStack, args: any) => unknown;
}
const statement = {
  ...{ Sid: 'Reads', Effect: 'Allow', Principal: { AWS: [account] }, Action: ['s3:GetObject'] },
  ...{ Resource: 'arn:aws:s3:::orders/*', Condition: { StringEquals: { 'aws:SourceAccount': [account] } } },
};
/** A method of a class that accepts its props. */
const method = (name: string, called: string, ...args: readonly unknown[]): readonly [string, Call] => {
  const made = classes.find(([known]) => known === name)![1];
  const run = (scope: TerraformStack, given: readonly unknown[]) =>
    (new made(scope, 'it', accepted[name]!(scope)) as any)[called](...given);
  return [`${name}.${called}`, { args: () => args, run }];
};
/** A method of the connections of a security group. */
const connection = (called: string, ...args: readonly unknown[]): readonly [string, Call] => {
  const group = (scope: Construct, id: string) => new SecurityGroup(scope, id, { network, name: id, description: id });
  const run = (scope: TerraformStack, given: readonly unknown[]) =>
    (group(scope, 'group').connections as any)[called](...given);
  return [`security-group/Connections.${called}`, { args: () => args, run }];
};
const peer = { name: 'office', cidr: '203.0.113.0/24' };
const consumed = {
  ...{ queueName: 'orders', queueArn: `arn:aws:sqs:${region}:${account}:orders`, visibilityTimeoutSeconds: 600 },
  queueUrl: `https://sqs.${region}.amazonaws.com/${account}/orders`,
  deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:orders-dead-letters`,
};
const calls: readonly (readonly [string, Call])[] = [
  method('bastion/Bastion', 'grantConnect', 'Developers', role),
  method('bastion/SessionPreferences', 'grantTarget', 'app', role),
  method('bucket/Bucket', 'grantRead', 'App', role, 'uploads/'),
  method('bucket/Bucket', 'grantWrite', 'App', role, 'uploads/'),
  method('bucket/Bucket', 'grantDelete', 'App', role, 'uploads/'),
  method('bucket/Bucket', 'grantPresign', 'App', role, 'uploads/', 60),
  method('bucket/Bucket', 'allowDistribution', `arn:aws:cloudfront::${account}:distribution/E2ABC`),
  method('elasticache/Cache', 'grantConnect', role, 'app'),
  method('event-bus/EventBus', 'grantPutEvents', 'Web', role, ['shop.orders']),
  method('event-bus/EventBus', 'addRule', 'placed', {
    description: 'Orders that were placed',
    pattern: { source: ['shop.orders'], 'detail-type': ['order placed'], detail: { total: [{ numeric: ['>', 100] }] } },
    targets: {
      mails: {
        queue: {
          ...{ queueName: 'mails.fifo', queueArn: `arn:aws:sqs:${region}:${account}:mails.fifo` },
          queueUrl: `https://sqs.${region}.amazonaws.com/${account}/mails.fifo`,
          deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:mails-dead-letters.fifo`,
        },
        messageGroupId: 'orders',
      },
    },
    ...{ maxRetries: 3, maxAgeSeconds: 600 },
  }),
  method('file-system/FileSystem', 'grantMount', 'App', role, 'uploads', 'read'),
  method('function/Function', 'grantInvoke', 'Web', role),
  method('function/Function', 'allowService', 'Nightly', {
    ...{ service: 'events.amazonaws.com', sourceArn: `arn:aws:events:${region}:${account}:rule/nightly` },
  }),
  method('function/Function', 'consume', consumed, {
    ...{ maximumConcurrency: 5, batchSize: 100, maximumBatchingWindowSeconds: 5 },
  }),
  method('iam/Role', 'addPolicy', 'reads', [statement]),
  method('kms/Key', 'grantEncryptDecrypt', 'App', role),
  method('kms/Key', 'grantDecrypt', 'App', role),
  method('kms/Key', 'allowViaService', 'Data', 'rds', 'ec2'),
  method('kms/Key', 'allowService', 'Alarms', 'cloudwatch.amazonaws.com', statement.Condition),
  method('mail/Mail', 'grantSend', 'Web', role, ['orders@news.shop.example.com']),
  method('kms/Key', 'allowEncryptionContext', 'Pipes', 'aws:pipe:arn', `arn:aws:pipes:${region}:${account}:pipe/*`),
  method('message-topic/MessageTopic', 'grantPublish', 'Web', role),
  method('message-topic/MessageTopic', 'allowRule', {
    ruleArn: `arn:aws:events:${region}:${account}:rule/orders/placed`,
  }),
  method('message-topic/MessageTopic', 'subscribe', 'mails', {
    queue: {
      ...{ queueName: 'mails', queueArn: `arn:aws:sqs:${region}:${account}:mails` },
      queueUrl: `https://sqs.${region}.amazonaws.com/${account}/mails`,
      deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:mails-dead-letters`,
    },
    ...{ filter: { region: ['eu', { prefix: 'us-' }] }, filterOn: 'body', raw: false },
    optOuts: { deletionProtection: { off: true, reason: 'It holds a copy' } },
  }),
  method('notifications/Topic', 'allowPublish', 'budgets.amazonaws.com'),
  method('notifications/Topic', 'allowRule', { ruleArn: `arn:aws:events:${region}:${account}:rule/failed` }),
  ['backup/backUp', { args: () => ['daily'], run: (scope, [plan]) => backUp(scope, plan) }],
  method('pipe/Pipe', 'grantStartStop', 'Operators', role),
  method('queue/DeadLetterQueue', 'allowTopic', topic),
  method('queue/DeadLetterQueue', 'grantSend', 'Schedule', role),
  method('queue/Queue', 'allowTopic', topic),
  method('queue/Queue', 'allowRule', { ruleArn: `arn:aws:events:${region}:${account}:rule/orders/placed` }),
  method('queue/Queue', 'grantSend', 'Web', role),
  method('queue/Queue', 'grantConsume', 'Worker', role),
  method('queue/Queue', 'grantRedrive', 'Operators', role),
  method('aurora/DatabaseCluster', 'grantConnect', role, 'app'),
  method('aurora/DatabaseCluster', 'grantReadSecret', 'App', role),
  method('database-proxy/DatabaseProxy', 'grantConnect', role, 'orders'),
  method('rds/Database', 'grantConnect', role, 'app'),
  method('rds/Database', 'grantReadSecret', 'App', role),
  method('schedule/ScheduleGroup', 'addSchedule', 'nightly', {
    ...{ description: 'Reports of the day', expression: 'cron(0 2 * * ? *)', timeZone: 'Europe/Dublin' },
    target: {
      queue: {
        ...{ queueName: 'reports.fifo', queueArn: `arn:aws:sqs:${region}:${account}:reports.fifo` },
        queueUrl: `https://sqs.${region}.amazonaws.com/${account}/reports.fifo`,
        deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:reports-dead-letters.fifo`,
      },
      ...{ message: '{"report":"daily"}', messageGroupId: 'reports' },
    },
    ...{ flexibleMinutes: 15, maxRetries: 3, maxAgeSeconds: 600 },
  }),
  method('table/Table', 'grantRead', 'App', role),
  method('table/Table', 'grantWrite', 'App', role),
  method('table/Table', 'grantReadWrite', 'App', role),
  method('table/Table', 'grantItems', 'App', role, ['session#*']),
  method('table/Table', 'grantReadStream', 'App', role),
  [
    // A capacity that the one above does not have.
    'table/Table, capacity',
    {
      args: () => [{ provisioned: { read: { min: 1, max: 9, targetPercent: 70 }, write: { min: 1, max: 9 } } }],
      run: (scope, [capacity]) => {
        const { replicas: _, ...alone } = accepted['table/Table']!(scope) as TableProps;
        return new Table(scope, 'it', { ...alone, capacity });
      },
    },
  ],
  method('target-group/TargetGroup', 'watch', { arnSuffix: 'app/prod/50dc6c495c0c9188' }, true),
  method('user-pool/UserPool', 'grantManage', 'Support', role),
  method('user-pool/UserPool', 'jwtAuthorizer', 'web'),
  [
    // A domain and an email that the one above does not have.
    'user-pool/UserPool, domain, email and mfa',
    {
      args: () => [
        { prefix: 'prod-shop', managedLogin: false },
        { off: true, reason: 'It holds a copy' },
        { off: true, reason: 'It holds a copy' },
      ],
      run: (scope, [domain, email, mfa]) => {
        const { signIn: _, ...rest } = accepted['user-pool/UserPool']!(scope) as UserPoolProps;
        return new UserPool(scope, 'it', { ...rest, domain, email, signIn: { selfSignUp: true, mfa } });
      },
    },
  ],
  method('zone/PrivateZone', 'grantRecords', 'App', role, ['db.prod.internal']),
  method('zone/PublicZone', 'grantRecords', 'Acme', role, ['_acme-challenge.shop.example.com']),
  method('zone/PublicZone', 'delegate', 'eu.shop.example.com', ['ns-1.example.org', 'ns-2.example.org']),
  method('zone/PublicZone', 'admitAuthorities', 'office.shop.example.com', ['amazon.com', 'letsencrypt.org']),
  [
    // A prop of a server that stands alone, which the one above does not.
    'single-server/Server, server.tls',
    {
      args: () => [{ hosts: ['office.shop.example.com'], port: 8080 }],
      run: (scope, [tls]) => {
        const { behindBalancer: _, ...alone } = accepted['single-server/Server']!(scope) as ServerProps;
        return new Server(scope, 'it', { ...alone, server: { ...alone.server, tls } });
      },
    },
  ],
  connection('allowTo', peer, { from: 443, to: 444, protocol: 'tcp' }, 'To the office'),
  connection('allowTo', peer, { protocol: 'icmp', type: 8, code: 0 }, 'To the office'),
  connection('allowTo', peer, { protocol: 'all' }, 'To the office'),
  connection('allowFrom', peer, 443, 'From the office'),
  connection('allowToInternet', 443, 'Packages'),
  connection('allowFromInternet', 443, 'Everybody'),
  [
    'load-balancer/LoadBalancer.addHost',
    {
      args: (scope) => {
        const group = (id: string) => new TargetGroup(scope, id, accepted['target-group/TargetGroup']!(scope) as never);
        const target = { blue: group('blue'), green: group('green') };
        const by = {
          ...{ userPoolArn: `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_aBcDeFgHi` },
          ...{ userPoolClientId: '1a2b3c', userPoolDomain: 'auth.shop.example.com' },
        };
        const signIn = { by, scopes: ['openid'], sessionHours: 8, unauthenticated: 'deny' };
        return ['api', { host: '*.shop.example.com', path: '/api/*', target, before: ['web'], signIn }];
      },
      run: (scope, [name, rule]) => {
        const balancer = new LoadBalancer(scope, 'it', accepted['load-balancer/LoadBalancer']!(scope) as never);
        const web = new TargetGroup(scope, 'web', accepted['target-group/TargetGroup']!(scope) as never);
        balancer.addHost('web', { host: 'www.shop.example.com', target: web });
        balancer.addHost(name, rule);
      },
    },
  ],
  [
    'security-group/SecurityGroup.import',
    {
      args: () => [{ securityGroupId: 'sg-1' }],
      run: (scope, [ref]) => SecurityGroup.import(scope, 'imported', ref).connections.allowToInternet(443, 'Packages'),
    },
  ],
  [
    'rds/Database.import',
    {
      args: () => [
        {
          ...{
            name: 'prod-main',
            account,
            region,
            engine: 'postgres',
            databaseName: 'postgres',
            securityGroupId: 'sg-1',
          },
          ...{ endpoint: 'prod-main.eu-west-1.rds.amazonaws.com', resourceIds: { source: 'db-ABC', reads: 'db-DEF' } },
        },
        role,
        'web',
      ],
      run: (scope, [ref, grantee, user]) => Database.import(scope, 'imported', ref).grantConnect(grantee, user),
    },
  ],
  [
    'aurora/DatabaseCluster.import',
    {
      args: () => [
        {
          ...{ name: 'prod-main', account, region, engine: 'aurora-postgresql', databaseName: 'orders' },
          ...{ endpoint: 'prod-main.cluster-abc.eu-west-1.rds.amazonaws.com', resourceId: 'cluster-ABC' },
          ...{ readerEndpoint: 'prod-main.cluster-ro-abc.eu-west-1.rds.amazonaws.com', securityGroupId: 'sg-1' },
        },
        role,
        'web',
      ],
      run: (scope, [ref, grantee, user]) => DatabaseCluster.import(scope, 'imported', ref).grantConnect(grantee, user),
    },
  ],
  [
    'database-proxy/DatabaseProxy.import',
    {
      args: () => [
        {
          ...{ name: 'prod-main', account, region, protocol: 'postgres', iamUsers: ['web'] },
          ...{ endpoint: 'prod-main.proxy-abc.eu-west-1.rds.amazonaws.com', resourceId: 'prx-0123456789abcdef0' },
          securityGroupId: 'sg-1',
        },
        role,
        'web',
      ],
      run: (scope, [ref, grantee, user]) => DatabaseProxy.import(scope, 'imported', ref).grantConnect(grantee, user),
    },
  ],
  [
    'elasticache/Cache.import',
    {
      args: () => [
        {
          ...{ name: 'prod-main', endpoint: 'prod-main.cache.amazonaws.com', securityGroupId: 'sg-1' },
          cacheArn: `arn:aws:elasticache:${region}:${account}:replicationgroup:prod-main`,
          userIds: { web: 'prod-main-web' },
          userArns: { web: `arn:aws:elasticache:${region}:${account}:user:prod-main-web` },
        },
        role,
        'web',
      ],
      run: (scope, [ref, grantee, user]) => Cache.import(scope, 'imported', ref).grantConnect(grantee, user),
    },
  ],
  [
    'bucket/Bucket.import',
    {
      args: () => [
        { bucketName: 'example-uploads', bucketArn: 'arn:aws:s3:::example-uploads' },
        'Web',
        role,
        'uploads/',
      ],
      run: (scope, [ref, name, grantee, prefix]) =>
        Bucket.import(scope, 'imported', ref).grantPresign(name, grantee, prefix, 60),
    },
  ],
  [
    'table/Table.import',
    {
      args: () => {
        const tableArn = `arn:aws:dynamodb:${region}:${account}:table/prod-sessions`;
        const streamArn = `${tableArn}/stream/2026-01-01T00:00:00.000`;
        return [{ tableName: 'prod-sessions', tableArn, streamArn }, 'Web', role];
      },
      run: (scope, [ref, name, grantee]) => Table.import(scope, 'imported', ref).grantReadStream(name, grantee),
    },
  ],
  [
    'event-bus/EventBus.import',
    {
      args: () => {
        const eventBusArn = `arn:aws:events:${region}:${account}:event-bus/prod-shop`;
        return [{ eventBusName: 'prod-shop', eventBusArn }, 'Web', role, ['shop.orders']];
      },
      run: (scope, [ref, name, grantee, sources]) =>
        EventBus.import(scope, 'imported', ref).grantPutEvents(name, grantee, sources),
    },
  ],
  [
    // A throughput that the one above does not have, without the archive that it refuses.
    'file-system/FileSystem, throughput',
    {
      args: () => [{ provisionedMibps: 20 }],
      run: (scope, [throughput]) => {
        const { lifecycle: _, ...rest } = accepted['file-system/FileSystem']!(scope) as FileSystemProps;
        return new FileSystem(scope, 'it', { ...rest, throughput });
      },
    },
  ],
  [
    'file-system/FileSystem.import',
    {
      args: () => {
        const arn = `arn:aws:elasticfilesystem:${region}:${account}`;
        const ref = {
          ...{ name: 'prod-shared', fileSystemId: 'fs-0123456789abcdef0', securityGroupId: 'sg-1' },
          fileSystemArn: `${arn}:file-system/fs-0123456789abcdef0`,
          accessPointIds: { uploads: 'fsap-0123456789abcdef0' },
          accessPointArns: { uploads: `${arn}:access-point/fsap-0123456789abcdef0` },
        };
        return [ref, 'Web', role, 'uploads', 'read'];
      },
      run: (scope, [ref, name, grantee, accessPoint, access]) =>
        FileSystem.import(scope, 'imported', ref).grantMount(name, grantee, accessPoint, access),
    },
  ],
  [
    // The topic above is FIFO, which SES does not publish to.
    'message-topic/MessageTopic.allowConfigurationSet',
    {
      args: () => [{ configurationSetArn: `arn:aws:ses:${region}:${account}:configuration-set/prod-shop` }],
      run: (scope, [set]) => {
        const { fifo: _, ...standard } = accepted['message-topic/MessageTopic']!(scope) as MessageTopicProps;
        new MessageTopic(scope, 'it', standard).allowConfigurationSet(set);
      },
    },
  ],
  [
    'user-pool/UserPool.import',
    {
      args: () => {
        const ref = {
          ...{ name: 'prod-shop', userPoolId: 'eu-west-1_aBcDeFgHi', domain: 'prod-shop', clientIds: { web: '1a2b' } },
          userPoolArn: `arn:aws:cognito-idp:${region}:${account}:userpool/eu-west-1_aBcDeFgHi`,
          issuer: `https://cognito-idp.${region}.amazonaws.com/eu-west-1_aBcDeFgHi`,
        };
        return [ref, 'Support', role];
      },
      run: (scope, [ref, name, grantee]) => UserPool.import(scope, 'imported', ref).grantRead(name, grantee),
    },
  ],
  [
    'mail/Mail.import',
    {
      args: () => {
        const arn = `arn:aws:ses:${region}:${account}`;
        const ref = {
          ...{ name: 'prod-shop', domain: 'shop.example.com', identityArn: `${arn}:identity/shop.example.com` },
          configurationSetArn: `${arn}:configuration-set/prod-shop`,
        };
        return [ref, 'Web', role, ['orders@shop.example.com']];
      },
      run: (scope, [ref, name, grantee, from]) => Mail.import(scope, 'imported', ref).grantSend(name, grantee, from),
    },
  ],
  [
    // Code that the one above does not have.
    'function/Function, code and concurrency',
    {
      args: () => {
        const bucket = { bucketName: 'example-artifacts', bucketArn: 'arn:aws:s3:::example-artifacts' };
        const object = { bucket, key: 'worker.zip', version: 'L4kqtJlcpXroDTDmpUMLUo' };
        return [{ object }, { off: true, reason: 'It follows its queue' }];
      },
      run: (scope, [code, reservedConcurrency]) => {
        const { limits, ...rest } = accepted['function/Function']!(scope) as FunctionProps;
        return new Function(scope, 'it', { ...rest, code, limits: { ...limits, reservedConcurrency } });
      },
    },
  ],
  [
    'function/Function.onObjects',
    {
      args: () => [{ prefix: 'incoming/', suffix: '.jpg', events: ['s3:ObjectCreated:*'] }],
      run: (scope, [notifications]) => {
        const made = new Function(scope, 'it', accepted['function/Function']!(scope) as FunctionProps);
        const bucket = { bucketName: 'example-uploads', bucketArn: 'arn:aws:s3:::example-uploads' };
        made.onObjects(Bucket.import(scope, 'uploads', bucket), notifications);
      },
    },
  ],
  [
    'function/Function.import',
    {
      args: () => {
        const aliasArn = `arn:aws:lambda:${region}:${account}:function:prod-worker:live`;
        return [{ functionName: 'prod-worker', aliasArn }, 'Web', role];
      },
      run: (scope, [ref, name, grantee]) => Function.import(scope, 'imported', ref).grantInvoke(name, grantee),
    },
  ],
  [
    'http-api/HttpApi.addRoute, to a function',
    {
      args: () => ['GET /orders/{id}', { scopes: ['orders/read'] }, { ratePerSecond: 10, burst: 20 }, 5],
      run: (scope, [key, authorization, throttling, timeoutSeconds]) => {
        const aliasArn = `arn:aws:lambda:${region}:${account}:function:prod-worker:live`;
        const to = { function: Function.import(scope, 'worker', { functionName: 'prod-worker', aliasArn }) };
        const api = new HttpApi(scope, 'it', accepted['http-api/HttpApi']!(scope) as HttpApiProps);
        api.addRoute(key, { to, authorization, throttling, timeoutSeconds });
      },
    },
  ],
  [
    'http-api/HttpApi.import',
    {
      args: () => {
        const executionArn = `arn:aws:execute-api:${region}:${account}:a1b2c3d4e5`;
        return [{ apiId: 'a1b2c3d4e5', executionArn, authorizerId: 'f6g7h8' }, 'GET /orders'];
      },
      run: (scope, [ref, key]) => {
        const aliasArn = `arn:aws:lambda:${region}:${account}:function:prod-worker:live`;
        const to = { function: Function.import(scope, 'worker', { functionName: 'prod-worker', aliasArn }) };
        HttpApi.import(scope, 'imported', ref).addRoute(key, { to, authorization: 'jwt' });
      },
    },
  ],
  [
    'http-api/HttpApi.addRoute, to a service',
    {
      args: () => {
        const listener = 'listener/app/prod/0123456789abcdef/0123456789abcdef';
        const open = { off: true, reason: 'Anybody may read it' };
        return [`arn:aws:elasticloadbalancing:${region}:${account}:${listener}`, 'internal.shop.example.com', open];
      },
      run: (scope, [listenerArn, serverName, authorization]) => {
        const link = new VpcLink(scope, 'link', { name: 'prod-services', network });
        const api = new HttpApi(scope, 'it', accepted['http-api/HttpApi']!(scope) as HttpApiProps);
        api.addRoute('GET /catalog', { to: { service: { link, listenerArn, serverName } }, authorization });
      },
    },
  ],
  [
    'rest-api/RestApi.addRoute',
    {
      args: () => [
        'GET /orders/{id}',
        { scopes: ['orders/read'] },
        true,
        { query: ['page'], headers: ['x-tenant'], body: { type: 'object' } },
        { ratePerSecond: 10, burst: 20 },
        5,
      ],
      run: (scope, [key, authorization, apiKeyRequired, requires, throttling, timeoutSeconds]) => {
        const aliasArn = `arn:aws:lambda:${region}:${account}:function:prod-worker:live`;
        const to = { function: Function.import(scope, 'worker', { functionName: 'prod-worker', aliasArn }) };
        const api = new RestApi(scope, 'it', accepted['rest-api/RestApi']!(scope) as RestApiProps);
        api.addRoute(key, { to, authorization, apiKeyRequired, requires, throttling, timeoutSeconds });
      },
    },
  ],
  [
    'rest-api/RestApi.grantInvoke',
    {
      args: () => ['Web', role, 'GET /orders'],
      run: (scope, [name, grantee, key]) => {
        const aliasArn = `arn:aws:lambda:${region}:${account}:function:prod-worker:live`;
        const to = { function: Function.import(scope, 'worker', { functionName: 'prod-worker', aliasArn }) };
        const { clients: _, ...props } = accepted['rest-api/RestApi']!(scope) as RestApiProps;
        const api = new RestApi(scope, 'it', props);
        api.addRoute('GET /orders', { to, authorization: 'iam' });
        api.grantInvoke(name, grantee, key);
      },
    },
  ],
  [
    'image-repository/ImageRepository.import',
    {
      args: () => [
        {
          repositoryName: 'prod/web',
          repositoryArn: `arn:aws:ecr:${region}:${account}:repository/prod/web`,
          repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/prod/web`,
        },
        'Web',
        role,
      ],
      run: (scope, [ref, name, grantee]) => ImageRepository.import(scope, 'imported', ref).grantPull(name, grantee),
    },
  ],
  [
    // A source and targets that the one above does not have.
    'pipe/Pipe, from a queue',
    {
      args: () => {
        const queue = {
          ...{ queueName: 'orders', queueArn: `arn:aws:sqs:${region}:${account}:orders` },
          queueUrl: `https://sqs.${region}.amazonaws.com/${account}/orders`,
          deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:orders-dead-letters`,
        };
        const eventBusArn = `arn:aws:events:${region}:${account}:event-bus/shop`;
        const functionArn = `arn:aws:lambda:${region}:${account}:function:orders:live`;
        return [
          { queue, filters: [{ body: { kind: ['refund'] } }], batchSize: 10, batchSeconds: 5 },
          { eventBus: { eventBusName: 'shop', eventBusArn }, source: 'shop.orders', detailType: 'order changed' },
          { functionArn, inputTemplate: '<$.body>' },
        ];
      },
      run: (scope, [source, eventBus, lambda]) => {
        const props = accepted['pipe/Pipe']!(scope) as PipeProps;
        new Pipe(scope, 'to-bus', { ...props, source, target: eventBus });
        new Pipe(scope, 'to-function', { ...props, source, target: lambda });
      },
    },
  ],
  [
    'pipe/Pipe.import',
    {
      args: () => [
        { pipeName: 'prod-orders', pipeArn: `arn:aws:pipes:${region}:${account}:pipe/prod-orders` },
        'Operators',
        role,
      ],
      run: (scope, [ref, name, grantee]) => Pipe.import(scope, 'imported', ref).grantStartStop(name, grantee),
    },
  ],
  [
    // EventBridge sends to a standard queue only.
    'queue/DeadLetterQueue.allowBus',
    {
      args: () => [{ eventBusArn: `arn:aws:events:${region}:${account}:event-bus/orders` }],
      run: (scope, [bus]) => {
        const props = accepted['queue/DeadLetterQueue']!(scope) as DeadLetterQueueProps;
        new DeadLetterQueue(scope, 'it', { ...props, fifo: false }).allowBus(bus);
      },
    },
  ],
  [
    'queue/Queue.import',
    {
      args: () => [
        {
          ...{ queueName: 'orders', queueArn: `arn:aws:sqs:${region}:${account}:orders` },
          queueUrl: `https://sqs.${region}.amazonaws.com/${account}/orders`,
          deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:orders-dead-letters`,
        },
        'Operators',
        role,
      ],
      run: (scope, [ref, name, grantee]) => Queue.import(scope, 'imported', ref).grantRedrive(name, grantee),
    },
  ],
  [
    'iam/grant',
    { args: () => ['grant', role, [statement]], run: (scope, given) => grant(scope, ...(given as [any, any, any])) },
  ],
  ['iam/policyDocument', { args: () => [[statement]], run: (_, [statements]) => policyDocument(statements) }],
  ['iam/iamVariable', { args: () => ['aws:username'], run: (_, [name]) => iamVariable(name) }],
  ['iam/boundRoles', { args: () => [policy], run: (scope, [boundary]) => boundRoles(scope, boundary) }],
  [
    'in-region/inRegion',
    {
      args: (scope) => [new AwsProvider(scope, 'us', { region: 'us-east-1', alias: 'us' })],
      run: (scope, [provider]) => inRegion(scope, provider),
    },
  ],
  [
    'network/subnetCidrs',
    { args: () => ['10.0.0.0/16', 'eu-west-1a'], run: (_, [cidr, zone]) => subnetCidrs(cidr, zone) },
  ],
  [
    'opt-out/isOn',
    {
      args: () => ['deletion_protection', { off: true, reason: 'It holds a copy' }],
      run: (scope, [protection, given]) => isOn(new TerraformOutput(scope, 'a', { value: '' }), protection, given),
    },
  ],
];

describe.each(calls)('%s', (_, { args, run }) => {
  test('accepts what it is made for', () => {
    expect(outcomeOf((stack) => void run(stack, args(stack)))).toBe('accepted');
  });

  test('refuses, or makes something right of, every hostile value in every place', () => {
    const places = placesIn(args(new TerraformStack(app, `arguments-${trials}`)));
    const wrong = places.flatMap((place) =>
      hostile().flatMap(([what, value]) => {
        const outcome = outcomeOf((stack) => void run(stack, put(args(stack), place, value)));
        return outcome === 'refused' || outcome === 'accepted' ? [] : [`${place.join('.')}: ${what}: ${outcome}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
