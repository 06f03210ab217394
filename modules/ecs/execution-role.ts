import type { PolicyStatement } from '../iam/policy-statement';
import type { ContainerProps } from './container-props';

/** What ECS does for tasks: it writes their log. */
export function logStatements(logGroupArn: string): PolicyStatement[] {
  return [
    {
      Sid: 'Logs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${logGroupArn}:*`,
    },
  ];
}

/** It reads exactly the secrets of their container. */
export function secretStatements({ secrets = {} }: ContainerProps): PolicyStatement[] {
  const readers = [
    { Sid: 'Secrets', Action: 'secretsmanager:GetSecretValue', service: ':secretsmanager:' },
    { Sid: 'Parameters', Action: 'ssm:GetParameters', service: ':ssm:' },
  ];
  return readers.flatMap(({ Sid, Action, service }) => {
    const Resource = Object.values(secrets).filter((arn) => arn.includes(service));
    return Resource.length > 0 ? [{ Sid, Effect: 'Allow' as const, Action, Resource }] : [];
  });
}
