import type { IdentityView, KeyView, ResourceNote } from '../../../../review/iam/views';

const note = (environment: string, type: string, name: string): ResourceNote => ({
  type,
  root: `${environment}-account`,
  address: `${type}.${name}`,
  constructPath: `${environment}-account/identity/${name}`,
});

export function identities(environment: string): readonly IdentityView[] {
  const empty = { policies: [], assumedBy: [], grants: [], notable: [], instanceProfiles: [], unknown: [] };
  return [
    {
      ...empty,
      ...{ kind: 'role', name: 'ci-apply', arn: 'arn:aws:iam::111122223333:role/ci-apply' },
      resource: note(environment, 'aws_iam_role', 'ci-apply'),
      boundary: { name: 'boundary' },
      policies: [
        { name: 'apply', kind: 'inline' },
        { name: 'ReadOnlyAccess', kind: 'aws-managed', unknown: 'its text is not in the input' },
      ],
      assumedBy: [
        {
          ...{ kind: 'oidc', name: 'token.actions.githubusercontent.com', via: [] },
          conditions: ['token.actions.githubusercontent.com:sub is "repo:example/terrace:environment:prod"'],
        },
      ],
      grants: [
        {
          ...{ service: 's3', levels: ['Read', 'Write'], actions: ['s3:GetObject', 's3:PutObject'] },
          ...{ resources: ['arn:aws:s3:::example-state/*'], conditions: ['aws:SecureTransport is "true"'] },
        },
      ],
      notable: [
        { kind: 'escalation', message: 'It may pass a role to a function that it may change.', certain: false },
      ],
    },
    {
      ...empty,
      ...{ kind: 'group', name: 'developers', arn: 'arn:aws:iam::111122223333:group/developers' },
      resource: note(environment, 'aws_iam_group', 'developers'),
    },
  ];
}

export function keys(environment: string): readonly KeyView[] {
  return [
    {
      ...{ name: `alias/terrace/${environment}/data`, aliases: [], multiRegion: false, unknown: [] },
      resource: note(environment, 'aws_kms_key', 'data'),
      rotation: { on: true, periodDays: 90 },
      deletionWindowDays: 30,
      encrypts: [{ ...note(environment, 'aws_db_instance', 'main'), attribute: 'kms_key_id' }],
      users: [{ name: 'rds.amazonaws.com', actions: ['kms:Decrypt'], conditions: [], through: 'key policy' }],
      administrators: [
        { name: 'anyone in the account', actions: ['kms:*'], conditions: [], through: 'identity policy' },
      ],
    },
  ];
}
