import type { PolicyStatement } from '../iam/policy-statement';

const client = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'];

/**
 * What nobody may, whatever else lets them. It lets nobody in; and since there is a policy, EFS's own, which lets in every client of the network, has no effect
 * (EFS user guide, Using IAM to control access to file systems).
 */
export function protection(fileSystemArn: string): PolicyStatement[] {
  const everyone = { Effect: 'Deny', Principal: '*', Resource: fileSystemArn } as const;
  return [
    {
      ...{ ...everyone, Sid: 'TlsOnly', Action: 'elasticfilesystem:*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      ...{ ...everyone, Sid: 'AccessPointsOnly', Action: client },
      Condition: { Null: { 'elasticfilesystem:AccessPointArn': 'true' } },
    },
    {
      ...{ ...everyone, Sid: 'MountTargetsOnly', Action: client },
      Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'false' } },
    },
    { ...everyone, Sid: 'NoRootAccess', Action: 'elasticfilesystem:ClientRootAccess' },
  ];
}
