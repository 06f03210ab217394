import { describeWhere } from '../describe-where';
import { Api, type Reply } from './api';
import { Judge } from './judge';
import { hasMoto, howToGetMoto, startStrictMoto, type Moto } from './moto';
import { Proxy } from './proxy';

// The emulator loads a service when it is first asked.
jest.setTimeout(30_000);

const account = '111111111111';
const bucket = '/strict-test';

/** One request of each protocol for each kind of constraint that AWS's models have. */
const refused: [name: string, ask: (api: Api) => Promise<Reply>, status: string, member: string, constraint: string][] =
  [
    [
      'query: a required member',
      (api) => api.query('rds', 'CreateDBInstance', { DBInstanceIdentifier: 'main', Engine: 'postgres' }),
      '<Code>InvalidParameterValue</Code>',
      'CreateDBInstance.DBInstanceClass',
      'must not be null',
    ],
    [
      'query: an enumeration',
      (api) =>
        api.query('monitoring', 'PutMetricAlarm', {
          AlarmName: 'cpu',
          EvaluationPeriods: '1',
          ComparisonOperator: 'GreaterThan',
        }),
      '<Code>ValidationError</Code>',
      'PutMetricAlarm.ComparisonOperator',
      'must satisfy enum value set: [GreaterThanOrEqualToThreshold,',
    ],
    [
      'query: a pattern',
      (api) => api.query('iam', 'CreateUser', { UserName: 'two words' }),
      '<Code>ValidationError</Code>',
      'CreateUser.UserName',
      'must satisfy regular expression pattern: [\\w+=,.@-]+',
    ],
    [
      'query: a length',
      (api) => api.query('iam', 'CreateUser', { UserName: 'u'.repeat(65) }),
      '<Code>ValidationError</Code>',
      'CreateUser.UserName',
      'must have length less than or equal to 64',
    ],
    [
      'query: a range',
      (api) =>
        api.query('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '{}', MaxSessionDuration: '60' }),
      '<Code>ValidationError</Code>',
      'CreateRole.MaxSessionDuration',
      'must have value greater than or equal to 3600',
    ],
    [
      'ec2: a required member',
      (api) => api.query('ec2', 'CreateSubnet', { CidrBlock: '10.0.0.0/24' }),
      '<Response><Errors><Error><Code>MissingParameter</Code>',
      'CreateSubnet.VpcId',
      'must not be null',
    ],
    [
      'ec2: an enumeration',
      (api) => api.query('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'shared' }),
      '<Response><Errors><Error><Code>InvalidParameterValue</Code>',
      'CreateVpc.InstanceTenancy',
      'must satisfy enum value set: [default, dedicated, host]',
    ],
    [
      'ec2: a range',
      (api) => api.query('ec2', 'DescribeVpcs', { MaxResults: '4' }),
      '<Response><Errors><Error><Code>InvalidParameterValue</Code>',
      'DescribeVpcs.MaxResults',
      'must have value greater than or equal to 5',
    ],
    [
      'json: a required member, of an operation as the SDK for Go names it',
      (api) => api.json('cloudtrail', 'CloudTrail_20131101.CreateTrail', { Name: 'main' }),
      '"__type":"InvalidParameterException"',
      'CreateTrail.S3BucketName',
      'must not be null',
    ],
    [
      'json: a required member',
      (api) => api.json('kms', 'TrentService.CreateAlias', { AliasName: 'alias/state' }),
      '"__type":"ValidationException"',
      'CreateAlias.TargetKeyId',
      'must not be null',
    ],
    [
      'json: an enumeration',
      (api) => api.json('kms', 'TrentService.CreateKey', { KeySpec: 'AES_256' }),
      '"__type":"ValidationException"',
      'CreateKey.KeySpec',
      'must satisfy enum value set: [RSA_2048,',
    ],
    [
      'json: a pattern',
      (api) => api.json('kms', 'TrentService.CreateAlias', { AliasName: 'alias/a state', TargetKeyId: 'k' }),
      '"__type":"ValidationException"',
      'CreateAlias.AliasName',
      'must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$',
    ],
    [
      'json: a pattern with a Unicode class',
      (api) =>
        api.json('events', 'AWSEvents.TagResource', {
          ResourceARN: 'arn:aws:events:eu-west-1:111111111111:rule/r',
          Tags: [{ Key: 'k'.repeat(129), Value: 'v' }],
        }),
      '"__type":"ValidationException"',
      'TagResource.Tags.1.member.Key',
      'must have length less than or equal to 128',
    ],
    [
      'json: a range',
      (api) => api.json('kms', 'TrentService.ScheduleKeyDeletion', { KeyId: 'k', PendingWindowInDays: 400 }),
      '"__type":"ValidationException"',
      'ScheduleKeyDeletion.PendingWindowInDays',
      'must have value less than or equal to 365',
    ],
    [
      'json: a type',
      (api) => api.json('kms', 'TrentService.CreateKey', { MultiRegion: 'yes' }),
      '"__type":"ValidationException"',
      'CreateKey.MultiRegion',
      'must be of type boolean',
    ],
    [
      'json: in the words of the service',
      (api) => api.json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: 'a group' }),
      '"__type":"InvalidParameterException"',
      'CreateLogGroup.logGroupName',
      'must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
    ],
    [
      'rest-json: a required member',
      (api) => api.rest('access-analyzer', 'PUT', '/analyzer', { analyzerName: 'account' }),
      '"__type":"ValidationException"',
      'CreateAnalyzer.type',
      'must not be null',
    ],
    [
      'rest-json: an enumeration',
      (api) => api.rest('access-analyzer', 'PUT', '/analyzer', { analyzerName: 'account', type: 'REGION' }),
      '"__type":"ValidationException"',
      'CreateAnalyzer.type',
      'must satisfy enum value set: [ACCOUNT, ORGANIZATION,',
    ],
    [
      'rest-json: a pattern',
      (api) => api.rest('access-analyzer', 'PUT', '/analyzer', { analyzerName: '1st', type: 'ACCOUNT' }),
      '"__type":"ValidationException"',
      'CreateAnalyzer.analyzerName',
      'must satisfy regular expression pattern: [A-Za-z_][A-Za-z0-9_.-]*',
    ],
    [
      'rest-json: a range',
      (api) => api.rest('lambda', 'GET', '/2015-03-31/functions?MaxItems=20000'),
      '"__type":"InvalidParameterValueException"',
      'ListFunctions.MaxItems',
      'must have value less than or equal to 10000',
    ],
    [
      'rest-xml, S3: an enumeration',
      (api) => api.s3('PUT', `${bucket}?versioning`, versioning('On')),
      '<Error><Code>InvalidArgument</Code>',
      'PutBucketVersioning.VersioningConfiguration.Status',
      'must satisfy enum value set: [Enabled, Suspended]',
    ],
    [
      'rest-xml, S3: a required member',
      (api) =>
        api.s3(
          'PUT',
          `${bucket}?lifecycle`,
          '<LifecycleConfiguration><Rule><ID>old</ID></Rule></LifecycleConfiguration>',
        ),
      '<Error><Code>InvalidArgument</Code>',
      'PutBucketLifecycleConfiguration.LifecycleConfiguration.Rules.1.member.Status',
      'must not be null',
    ],
    [
      'rest-xml: a length',
      (api) => api.rest('route53', 'GET', `/2013-04-01/hostedzone/${'Z'.repeat(33)}`),
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidInput</Code>',
      'GetHostedZone.Id',
      'must have length less than or equal to 32',
    ],
  ];

const accepted: [name: string, ask: (api: Api) => Promise<Reply>][] = [
  ['query', (api) => api.query('iam', 'CreateUser', { UserName: 'deploy' })],
  ['ec2', (api) => api.query('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'default' })],
  ['json', (api) => api.json('kms', 'TrentService.CreateKey', { KeySpec: 'SYMMETRIC_DEFAULT' })],
  ['rest-json', (api) => api.rest('lambda', 'GET', '/2015-03-31/functions?MaxItems=50')],
  ['rest-xml', (api) => api.rest('route53', 'GET', '/2013-04-01/hostedzone')],
  ['S3, with a sub-resource', (api) => api.s3('PUT', `${bucket}?versioning`, versioning('Enabled'))],
  ['S3, a HEAD', (api) => api.s3('HEAD', bucket)],
  ['S3, an object that is no text', (api) => api.s3('PUT', `${bucket}/key?x-id=PutObject`, '\u0000')],
  ['S3, whose DELETE is of an object and of no upload', (api) => api.s3('DELETE', `${bucket}/key?x-id=DeleteObject`)],
];

const versioning = (status: string) =>
  `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>${status}</Status></VersioningConfiguration>`;

describeWhere(hasMoto(), `the strict emulator`, howToGetMoto, () => {
  let moto: Moto;
  let judge: Judge;
  let proxy: Proxy;
  let api: Api;

  beforeAll(async () => {
    moto = await startStrictMoto(account);
    judge = new Judge(moto.url);
    proxy = await Proxy.start(moto.url, [], judge);
    api = new Api(proxy.url, 'eu-west-1');
    expect((await api.createBucket(bucket.slice(1))).status).toBe(200);
  }, 60_000);
  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
  });

  test.each(refused)('refuses %s', async (_name, ask, error, member, constraint) => {
    const { status, text } = await ask(api);
    const inJson = text.startsWith('{');
    expect([status, text]).toEqual([400, expect.stringContaining(error)]);
    expect(text).toContain(
      ` at '${member}' failed to satisfy constraint: Member ${inJson ? JSON.stringify(constraint).slice(1, -1) : constraint}`,
    );
  });

  test.each(accepted)('takes %s', async (_name, ask) => {
    const { status, text } = await ask(api);
    expect([Math.floor(status / 100), text]).toEqual([2, text]);
  });

  test('counts what it judged, and names what it could not', async () => {
    await api.rest('lambda', 'GET', '/2015-03-31/nothing-of-that-name');
    await api.query('iam', 'CreateUsers');
    await api.rest('access-analyzer', 'PUT', '/analyzer?x=1');
    expect([...judge.unjudged]).toEqual([
      "lambda GET /nothing-of-that-name: no operation of AWS's models",
      "iam CreateUsers: no operation of AWS's models",
    ]);
    expect(judge.report()[0]).toMatch(
      /requests by AWS's service models: \d+ accepted, \d+ refused, 2 unmatched, 0 unparsed, 0 unsigned; 0 patterns/,
    );
    expect([...judge.refused]).toContain(
      'kms ScheduleKeyDeletion: PendingWindowInDays: Member must have value less than or equal to 365, found 400',
    );
  });
});
