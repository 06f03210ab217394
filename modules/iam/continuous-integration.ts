import { Construct } from 'constructs';
import { accountId, checkProps, assertProp, type Description } from '../props';
import { managesBoundedRoles } from './bounded';
import { gitHubOidcProviderRef, type GitHubOidcProviderRef } from './github-oidc-provider';
import { stateRef, type StateRef } from './permissions-boundary';
import type { PolicyStatement } from './policy-statement';
import { policyRef, type PolicyRef } from './policy-ref';
import { Role } from './role';
import { gitHubEnvironment, gitHubRepository } from './trust';

export interface ContinuousIntegrationProps {
  /** The account that CI plans and applies: 12 digits. */
  readonly account: string;
  readonly provider: GitHubOidcProviderRef;
  /** `owner/name`, or `owner@id/name@id`: see `GitHubTrust`. */
  readonly repository: string;
  /** The GitHub environment of the plan; open to every pull request of the repository itself. */
  readonly planEnvironment: string;
  /** The GitHub environment of the apply; protect it there by reviewers and by branch. */
  readonly applyEnvironment: string;
  readonly state: StateRef;
  /** Bounds both roles, and every role that apply makes. */
  readonly boundary: PolicyRef;
}

const continuousIntegrationProps: Description<ContinuousIntegrationProps> = {
  account: accountId,
  provider: gitHubOidcProviderRef,
  repository: gitHubRepository,
  planEnvironment: gitHubEnvironment,
  applyEnvironment: gitHubEnvironment,
  state: stateRef,
  boundary: policyRef,
};

/**
 * The two roles that GitHub workflows assume, each pinned to the repository and to one of its environments.
 *
 * - `plan` reads configuration and state, and no stored data: no objects, rows, messages, logs or secrets. It takes no
 *   lock, which would be a write: `terraform plan -lock=false`.
 * - `apply` manages the platform's services and the roles below `/bounded/`. What it is given is wide (PowerUserAccess,
 *   with IAM for bounded roles) and what it may do is the boundary. It cannot change who may do what: the people, these two
 *   roles, the provider and the boundary are an administrator's to apply.
 */
export class ContinuousIntegration extends Construct {
  static readonly props = continuousIntegrationProps;
  readonly plan: Role;
  readonly apply: Role;

  /** @throws PropsError for a repository or environment that GitHub does not know so, and for one environment for both. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContinuousIntegrationProps,
  ) {
    super(scope, id);
    checkProps(this, continuousIntegrationProps, props);
    const { account, state, boundary, planEnvironment, applyEnvironment } = props;
    const differ = planEnvironment !== applyEnvironment;
    assertProp(this, 'planEnvironment', differ, 'another environment than applyEnvironment', planEnvironment);

    this.plan = this.role('ci-plan', 'Reads configuration and state, to plan', planEnvironment, 'ReadOnlyAccess');
    this.plan.addPolicy('plan', [...readsState(account, state), ...readsNoData(state)]);
    this.apply = this.role('ci-apply', 'Manages the platform within the boundary', applyEnvironment, 'PowerUserAccess');
    this.apply.addPolicy('apply', managesBoundedRoles(account, boundary.policyArn));
  }

  private role(name: string, description: string, environment: string, awsManagedPolicy: string): Role {
    const { provider, repository, boundary } = this.props;
    return new Role(this, name, {
      name,
      description,
      path: '/ci/',
      trust: { github: { provider, repository, environment } },
      permissionsBoundary: boundary,
      awsManagedPolicies: [awsManagedPolicy],
    });
  }
}

function readsState(account: string, state: StateRef): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${state.bucket}`;
  return [
    { Sid: 'FindsState', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket },
    { Sid: 'ReadsState', Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*.tfstate` },
    {
      // By alias: the key is made in another stack, and its ARN says nothing to a reader.
      Sid: 'DecryptsState',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: `arn:aws:kms:*:${account}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${state.keyAlias}` } },
    },
  ];
}

/** Takes from ReadOnlyAccess what is data and not configuration. */
function readsNoData(state: StateRef): PolicyStatement[] {
  return [
    {
      Sid: 'ReadsNoData',
      Effect: 'Deny',
      Action: dataReads,
      NotResource: `arn:aws:s3:::${state.bucket}/*.tfstate`,
    },
    {
      // All values: also a key without an alias. Secure parameters under aws/ssm are decrypted for every principal that may read them.
      Sid: 'DecryptsOnlyState',
      Effect: 'Deny',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { 'ForAllValues:StringNotEquals': { 'kms:ResourceAliases': `alias/${state.keyAlias}` } },
    },
  ];
}

const dataReads = [
  ...['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:GetRecords', 'dynamodb:PartiQLSelect', 'dynamodb:Query'],
  ...['dynamodb:Scan', 'ec2:GetConsoleOutput', 'ec2:GetConsoleScreenshot', 'ec2:GetPasswordData'],
  ...['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'logs:FilterLogEvents', 'logs:GetLogEvents'],
  ...['logs:GetLogObject', 'logs:GetLogRecord', 'logs:GetQueryResults', 'logs:StartLiveTail', 'logs:StartQuery'],
  ...['rds:DownloadCompleteDBLogFile', 'rds:DownloadDBLogFilePortion', 's3:GetObject', 's3:GetObjectVersion'],
  ...[
    'secretsmanager:BatchGetSecretValue',
    'secretsmanager:GetSecretValue',
    'sqs:ReceiveMessage',
    'states:DescribeExecution',
    'states:GetExecutionHistory',
  ],
];
