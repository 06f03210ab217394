import { Construct } from 'constructs';
import { Group } from './group';
import { accountId, checkProps, wholeNumber, type Description } from '../props';
import { OwnMfaPolicy } from './own-mfa-policy';
import type { PolicyStatement } from './policy-statement';
import { policyRef, type PolicyRef } from './policy-ref';
import { Role } from './role';

export interface PeopleProps {
  /** The account that the people work in: 12 digits. */
  readonly account: string;
  /** The longest session in a role, 1 to 12 hours; MFA is asked for again after as long. */
  readonly maxSessionHours: number;
  /** Bounds developers and testers, so that the stacks above may grant to them alone. */
  readonly boundary: PolicyRef;
}

const peopleProps: Description<PeopleProps> = {
  account: accountId,
  maxSessionHours: wholeNumber('hours', 1, 12, { structure: true, source: 'IAM API reference, CreateRole' }),
  boundary: policyRef,
};

/** A job that people do: the role that does it and the group that may become it. */
interface Job {
  readonly role: string;
  readonly group: string;
  readonly description: string;
  readonly awsManagedPolicies: readonly string[];
  /** Whether the boundary holds the role. Those that it does not hold can be changed by administrators alone. */
  readonly bounded: boolean;
  /** What the role does beyond the managed policies, as the inline policy `job`. */
  readonly does?: (account: string) => readonly PolicyStatement[];
}

const jobs = {
  administrator: {
    role: 'administrator',
    group: 'administrators',
    description: 'Changes anything, identity included',
    awsManagedPolicies: ['AdministratorAccess'],
    bounded: false,
  },
  developer: {
    role: 'developer',
    group: 'developers',
    description: 'Reads configuration, logs and metrics, and restarts what hangs; sees no stored data unless granted',
    awsManagedPolicies: ['job-function/ViewOnlyAccess', 'CloudWatchReadOnlyAccess'],
    bounded: true,
    does: restarts,
  },
  tester: {
    role: 'tester',
    group: 'testers',
    description: 'Reads configuration, logs and metrics, and calls what is under test',
    awsManagedPolicies: ['job-function/ViewOnlyAccess', 'CloudWatchReadOnlyAccess'],
    bounded: true,
    does: invokes,
  },
  readOnly: {
    role: 'read-only',
    group: 'read-only',
    description: 'Reads configuration for audits; sees no logs and no stored data',
    awsManagedPolicies: ['job-function/ViewOnlyAccess', 'SecurityAudit'],
    bounded: false,
  },
  billing: {
    role: 'billing',
    group: 'billing',
    description: "Reads and pays bills, once the account's owner has opened billing to IAM",
    awsManagedPolicies: ['job-function/Billing'],
    bounded: false,
  },
} satisfies Record<string, Job>;

export type JobName = keyof typeof jobs;

/**
 * The people of an account: five groups, each of which may assume one role, with MFA. Roles rather than policies on the
 * groups, because a session ends by itself and its name is in every line of CloudTrail.
 *
 * It makes no users: administrators do, by hand or from a directory. When nobody can become administrator (the last
 * device is lost), the way in is the root user, whose own MFA device is locked away.
 */
export class People extends Construct {
  static readonly props = peopleProps;
  readonly roles: Readonly<Record<JobName, Role>>;
  readonly groups: Readonly<Record<JobName, Group>>;
  readonly nodes: { readonly ownMfa: OwnMfaPolicy };

  /** @throws PropsError for an account that is none or a session that AWS refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PeopleProps,
  ) {
    super(scope, id);
    checkProps(this, peopleProps, props);
    const ownMfa = new OwnMfaPolicy(this, 'own-mfa', { account: props.account });
    this.nodes = { ownMfa };
    this.roles = eachJob((job) => this.role(job));
    this.groups = eachJob(({ group }, name) => {
      return new Group(this, `group-${group}`, { name: group, assumes: this.roles[name], ownMfa });
    });
  }

  private role(job: Job): Role {
    const { account, maxSessionHours, boundary } = this.props;
    const role = new Role(this, `role-${job.role}`, {
      name: job.role,
      description: job.description,
      path: '/people/',
      trust: { people: account },
      maxSessionHours,
      permissionsBoundary: job.bounded ? boundary : undefined,
      awsManagedPolicies: job.awsManagedPolicies,
    });
    if (job.does) role.addPolicy('job', job.does(account));
    return role;
  }
}

function eachJob<T>(make: (job: Job, name: JobName) => T): Record<JobName, T> {
  const names = Object.keys(jobs) as JobName[];
  return Object.fromEntries(names.map((name) => [name, make(jobs[name], name)])) as Record<JobName, T>;
}

/** Whatever restarts here comes back as it was: nothing is changed, and nothing is gone for good. */
function restarts(account: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'Restarts',
      Effect: 'Allow',
      Action: ['autoscaling:SetInstanceHealth', 'ec2:RebootInstances', 'ecs:StopTask', 'rds:RebootDBInstance'],
      Resource: [
        `arn:aws:autoscaling:*:${account}:autoScalingGroup:*`,
        `arn:aws:ec2:*:${account}:instance/*`,
        `arn:aws:ecs:*:${account}:task/*`,
        `arn:aws:rds:*:${account}:db:*`,
      ],
    },
    {
      Sid: 'DrawsDashboards',
      Effect: 'Allow',
      Action: ['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard'],
      Resource: `arn:aws:cloudwatch::${account}:dashboard/*`,
    },
  ];
}

function invokes(account: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'Invokes',
      Effect: 'Allow',
      Action: ['execute-api:Invoke', 'lambda:InvokeFunction', 'states:StartExecution', 'states:StopExecution'],
      Resource: [
        `arn:aws:execute-api:*:${account}:*`,
        `arn:aws:lambda:*:${account}:function:*`,
        `arn:aws:states:*:${account}:execution:*`,
        `arn:aws:states:*:${account}:stateMachine:*`,
      ],
    },
  ];
}
