import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { documented, within, type Row } from './row';

const secrets = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/';

export const keysAndSecrets: readonly Row[] = [
  documented(
    documentedValues.aws_kms_alias.name,
    { code: 'InvalidAliasNameException', also: ['kms DeleteAlias', 'kms UpdateAlias'] },
    { accepted: ['alias/prod-state'], refused: ['prod-state', 'alias/aws/rds', 'alias/'] },
  ),
  documented(
    documentedValues.aws_kms_key.deletion_window_in_days,
    { code: 'ValidationException' },
    { accepted: [7, 30], refused: [1, 31] },
  ),
  documented(
    documentedValues.aws_secretsmanager_secret.name,
    { code: 'ValidationException' },
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
