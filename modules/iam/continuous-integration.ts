import { Construct } from 'constructs';
import { accountId, assertProp, checkProps, flag, optional, type Description } from '../props';
import { managesBoundedRoles, receiversProp } from './bounded';
import { pipelineStatement, type PipelineTrust } from './pipeline-trust';
import type { PolicyStatement } from './policy-statement';
import { policyRef, type PolicyRef } from './policy-ref';
import { Role } from './role';
import { stateRef, type StateRef } from './state-ref';
import { pipelineTrustProp } from './trust';

export interface ContinuousIntegrationProps {
  /** The account that CI plans and applies: 12 digits. */
  readonly account: string;
  /**
   * The job that plans. Of GitHub, one in an environment that is open to every pull request of the repository itself; of GitLab, one for a protected branch, or
   * for any branch of the project.
   */
  readonly plan: PipelineTrust;
  /** The job that applies: in a GitHub environment that is protected by reviewers and by branch, or for a protected branch or tag of GitLab. */
  readonly apply: PipelineTrust;
  readonly state: StateRef;
  /** Bounds both roles, and every role that apply makes. */
  readonly boundary: PolicyRef;
  /**
   * Whether the account has SAML providers, which both roles read then. Its boundary has to be told too.
   * @default false
   */
  readonly samlProviders?: boolean;
  /**
   * Whether the account has user pools. The job that plans reads none of their users then.
   * @default false
   */
  readonly userPools?: boolean;
  /**
   * Whether the account has accelerators (DAX). The job that plans reads no items by them then.
   * @default false
   */
  readonly accelerators?: boolean;
  /**
   * As of the boundary.
   * @default none
   */
  readonly passesRolesTo?: readonly string[];
}

const continuousIntegrationProps: Description<ContinuousIntegrationProps> = {
  account: accountId,
  plan: pipelineTrustProp,
  apply: pipelineTrustProp,
  state: stateRef,
  boundary: policyRef,
  samlProviders: optional(flag(), 'false'),
  userPools: optional(flag(), 'false'),
  accelerators: optional(flag(), 'false'),
  passesRolesTo: optional(receiversProp, 'none'),
};

/**
 * The two roles that jobs of a pipeline assume, each pinned to a project and to one of its environments, branches or tags.
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

  /** @throws PropsError for a job that its issuer does not know so, for one job for both, and for an apply from any branch. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContinuousIntegrationProps,
  ) {
    super(scope, id);
    checkProps(this, continuousIntegrationProps, props);
    const { account, state, boundary, plan, apply } = props;
    const differ = jobOf(plan) !== jobOf(apply);
    assertProp(this, 'plan', differ, 'another job than apply', plan);
    const isOpen = 'gitlab' in apply && apply.gitlab.ref === 'any-branch';
    assertProp(
      this,
      'apply.gitlab.ref',
      !isOpen,
      'one branch or tag: whoever may push a branch would apply',
      'any-branch',
    );

    this.plan = this.role('ci-plan', 'Reads configuration and state, to plan', plan, 'ReadOnlyAccess');
    this.plan.addPolicy('plan', [...readsState(account, state), ...readsNoData(state, props)]);
    this.apply = this.role('ci-apply', 'Manages the platform within the boundary', apply, 'PowerUserAccess');
    this.apply.addPolicy('apply', managesBoundedRoles(account, boundary.policyArn, props));
  }

  private role(name: string, description: string, trust: PipelineTrust, awsManagedPolicy: string): Role {
    return new Role(this, name, {
      name,
      description,
      path: '/ci/',
      trust,
      permissionsBoundary: this.props.boundary,
      awsManagedPolicies: [awsManagedPolicy],
    });
  }
}

/** Who it is, by issuer and subject. */
function jobOf(trust: PipelineTrust): string {
  return JSON.stringify(pipelineStatement(trust).Condition);
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
function readsNoData(
  state: StateRef,
  { userPools, accelerators }: Pick<ContinuousIntegrationProps, 'userPools' | 'accelerators'>,
): PolicyStatement[] {
  return [
    {
      Sid: 'ReadsNoData',
      Effect: 'Deny',
      Action: [...(userPools ? userReads : []), ...(accelerators ? acceleratorReads : []), ...dataReads],
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

/** Who the users of a pool are. Its configuration is read, also of clients. */
const userReads = [
  ...['cognito-idp:AdminGetDevice', 'cognito-idp:AdminGetUser', 'cognito-idp:AdminList*'],
  ...['cognito-idp:ListUsers', 'cognito-idp:ListUsersInGroup'],
];

/** Items of tables, by an accelerator. */
const acceleratorReads = ['dax:BatchGetItem', 'dax:GetItem', 'dax:Query', 'dax:Scan'];

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
