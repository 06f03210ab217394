import type { FlawInTerrace } from '../flaw';
import { editPolicy, resource } from '../terrace';
import { account, anyone, data } from './changes';

export const storeFlaws: readonly FlawInTerrace[] = [
  {
    rule: 'rds/storage-encrypted',
    put: (stacks) => delete resource(stacks, data, 'aws_db_instance', 'source/instance').storage_encrypted,
  },
  {
    rule: 'rds/not-public',
    put: (stacks) => (resource(stacks, data, 'aws_db_instance', 'source/instance').publicly_accessible = true),
  },
  {
    rule: 'rds/no-literal-password',
    environment: 'dev',
    put: (stacks) => (resource(stacks, 'dev-data', 'aws_db_instance', 'source/instance').password = 'correct-horse-7'),
  },
  {
    rule: 'elasticache/encrypted-at-rest',
    put: (stacks) => (resource(stacks, data, 'aws_elasticache_replication_group').at_rest_encryption_enabled = false),
  },
  {
    rule: 'elasticache/encrypted-in-transit',
    put: (stacks) => delete resource(stacks, data, 'aws_elasticache_replication_group').transit_encryption_enabled,
  },
  {
    rule: 'elasticache/subnet-group',
    put: (stacks) => delete resource(stacks, data, 'aws_elasticache_replication_group').subnet_group_name,
  },
  {
    rule: 's3/account-public-access-blocked',
    put: (stacks) => (resource(stacks, account, 'aws_s3_account_public_access_block').ignore_public_acls = false),
  },
  {
    rule: 's3/bucket-policy-not-public',
    put: (stacks) =>
      editPolicy(resource(stacks, 'prod-state', 'aws_s3_bucket_policy'), 'policy', (statements) =>
        statements.push({ ...anyone, Action: 's3:GetObject', Resource: 'arn:aws:s3:::example-terrace-prod-state/*' }),
      ),
  },
  {
    rule: 's3/cross-account-limited',
    put: (stacks) =>
      editPolicy(resource(stacks, 'prod-state', 'aws_s3_bucket_policy'), 'policy', (statements) =>
        statements.push({
          ...anyone,
          Principal: { AWS: 'arn:aws:iam::999988887777:root' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::example-terrace-prod-state/*',
        }),
      ),
  },
  {
    rule: 'kms/no-public-policy',
    put: (stacks) =>
      editPolicy(resource(stacks, data, 'aws_kms_key'), 'policy', (statements) =>
        statements.push({ ...anyone, Action: 'kms:Decrypt', Resource: '*' }),
      ),
  },
  {
    rule: 'kms/policy-admits-services',
    put: (stacks) =>
      editPolicy(resource(stacks, data, 'aws_kms_key'), 'policy', (statements) => {
        const logs = statements.find(({ Sid }) => Sid === 'CloudWatchLogsUses');
        logs.Principal.Service = 'logs.us-east-1.amazonaws.com';
      }),
  },
  {
    rule: 'kms/known-accounts',
    put: (stacks) =>
      editPolicy(resource(stacks, data, 'aws_kms_key'), 'policy', (statements) =>
        statements.push({
          ...anyone,
          Principal: { AWS: 'arn:aws:iam::999988887777:root' },
          Action: 'kms:Decrypt',
          Resource: '*',
        }),
      ),
  },
  {
    rule: 'sns/not-public',
    put: (stacks) =>
      editPolicy(resource(stacks, account, 'aws_sns_topic_policy', 'alarms/policy'), 'policy', (statements) =>
        statements.push({ ...anyone, Action: 'sns:Publish', Resource: '*' }),
      ),
  },
  {
    rule: 'state/backend-protected',
    put: (stacks) => delete stacks[data].terraform.backend.s3.encrypt,
  },
  {
    rule: 'state/one-environment',
    put: (stacks) => delete stacks[data].terraform.backend.s3.allowed_account_ids,
  },
  {
    rule: 'iam/service-principals-have-source',
    put: (stacks) =>
      editPolicy(resource(stacks, account, 'aws_sns_topic_policy', 'alarms/policy'), 'policy', (statements) => {
        for (const statement of statements) if (statement.Effect === 'Allow') delete statement.Condition;
      }),
  },
];
