import { text, within, type Row } from './row';

const kms = 'https://docs.aws.amazon.com/kms/latest/APIReference/';
const secrets = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/';

export const keysAndSecrets: readonly Row[] = [
  text(
    {
      operations: ['kms CreateAlias', 'kms DeleteAlias', 'kms UpdateAlias'],
      member: 'AliasName',
      expected: 'alias/ first, and not alias/aws/',
      code: 'InvalidAliasNameException',
      page: `${kms}API_CreateAlias.html`,
    },
    /^alias\/(?!aws\/)./,
    { accepted: ['alias/prod-state'], refused: ['prod-state', 'alias/aws/rds', 'alias/'] },
  ),
  {
    operations: ['kms ScheduleKeyDeletion'],
    member: 'PendingWindowInDays',
    expected: '7 to 30 days',
    code: 'ValidationException',
    page: `${kms}API_ScheduleKeyDeletion.html`,
    accepts: ({ PendingWindowInDays }) => within(PendingWindowInDays, 7, 30),
    accepted: [{ PendingWindowInDays: 7 }, {}],
    refused: [{ PendingWindowInDays: 1 }, { PendingWindowInDays: 31 }],
  },
  text(
    {
      operations: ['secretsmanager CreateSecret'],
      member: 'Name',
      expected: '1 to 512 letters, digits or /_+=.@-',
      code: 'ValidationException',
      page: `${secrets}API_CreateSecret.html`,
    },
    /^[\w/+=.@-]{1,512}$/,
    { accepted: ['prod/main/owner'], refused: ['two words', 'a:b', 'a'.repeat(513)] },
  ),
  {
    operations: ['secretsmanager DeleteSecret'],
    member: 'RecoveryWindowInDays',
    expected: '7 to 30 days, and not with ForceDeleteWithoutRecovery',
    code: 'InvalidParameterException',
    page: `${secrets}API_DeleteSecret.html`,
    accepts: ({ RecoveryWindowInDays, ForceDeleteWithoutRecovery }) =>
      within(RecoveryWindowInDays, 7, 30) && !(RecoveryWindowInDays !== undefined && ForceDeleteWithoutRecovery),
    accepted: [{ RecoveryWindowInDays: 7 }, { ForceDeleteWithoutRecovery: true }],
    refused: [{ RecoveryWindowInDays: 3 }, { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }],
  },
];
