import type { PolicyStatement } from './policy-statement';

/** Where sessions are encrypted and logged. */
export interface SessionTarget {
  readonly account: string;
  readonly region: string;
  readonly keyArn: string;
  /** Without the trailing `:*`. */
  readonly logGroupArn: string;
}

/**
 * What a host or a task needs, so that the agent of Systems Manager opens an encrypted and logged session on it: Session Manager's on hosts, ECS Exec's in
 * containers (ECS developer guide, Monitor Amazon ECS containers with ECS Exec).
 */
export function sessionStatements({ account, region, keyArn, logGroupArn }: SessionTarget): PolicyStatement[] {
  return [
    {
      // These know no resource (Service Authorization Reference, ssmmessages).
      Sid: 'SessionChannels',
      Effect: 'Allow',
      Action: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      Resource: '*',
    },
    { Sid: 'SessionKey', Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn },
    {
      Sid: 'SessionLog',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    {
      // The agent looks the group up among all to see that it is encrypted, and refuses the session if it is not.
      Sid: 'SessionLogIsEncrypted',
      Effect: 'Allow',
      Action: 'logs:DescribeLogGroups',
      Resource: `arn:aws:logs:${region}:${account}:log-group:*`,
    },
  ];
}
