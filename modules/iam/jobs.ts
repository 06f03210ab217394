import type { Construct } from 'constructs';
import type { PolicyStatement } from './policy-statement';
import type { PolicyRef } from './policy-ref';
import { Role } from './role';
import type { Trust } from './trust';

/** A job that people do: the role that does it and the group that may become it. */
export interface Job {
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

/** What the roles of people are made with, whoever assumes them. */
export interface JobRoles {
  readonly account: string;
  readonly maxSessionHours: number;
  readonly boundary: PolicyRef;
}

/** The role of each job, at the same place whoever assumes them: another way to sign in changes who is trusted, and replaces none. */
export function jobRoles(
  scope: Construct,
  { account, maxSessionHours, boundary }: JobRoles,
  trust: Trust,
): Readonly<Record<JobName, Role>> {
  return eachJob((job) => {
    const role = new Role(scope, `role-${job.role}`, {
      name: job.role,
      description: job.description,
      path: '/people/',
      trust,
      maxSessionHours,
      permissionsBoundary: job.bounded ? boundary : undefined,
      awsManagedPolicies: job.awsManagedPolicies,
    });
    if (job.does) role.addPolicy('job', job.does(account));
    return role;
  });
}

export function eachJob<T>(make: (job: Job, name: JobName) => T): Record<JobName, T> {
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
