import { add, editPolicy, referenceTo, resource, type Stacks } from './terrace';

/** A flaw in a copy of the environments. */
export interface Flaw {
  readonly rule: string;
  readonly put: (stacks: Stacks) => void;
  /** Rules that the same flaw breaks as well, and why that is one flaw. */
  readonly also?: readonly string[];
}

const network = 'prod-network';
const data = 'prod-data';
const account = 'prod-account';
const anyone = { Sid: 'Flaw', Effect: 'Allow', Principal: '*' };
const group = (stacks: Stacks) =>
  `\${${referenceTo(stacks, network, 'aws_security_group', 'bastion/security-group/security-group')}.id}`;
/** Opens a port of the bastion's group. */
const opening = (rule: object) => (stacks: Stacks) =>
  add(stacks, network, 'aws_vpc_security_group_ingress_rule', {
    security_group_id: group(stacks),
    description: 'A flaw, for a test.',
    ip_protocol: 'tcp',
    ...rule,
  });
const bounded = (stacks: Stacks) => referenceTo(stacks, network, 'aws_iam_role', 'bastion/role/role');
/** Grants the bastion's role something. */
const granting = (statement: object) => (stacks: Stacks) =>
  add(stacks, network, 'aws_iam_role_policy', {
    name: 'flaw',
    role: `\${${bounded(stacks)}.name}`,
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }),
  });
const trusting = (statement: object) => (stacks: Stacks) =>
  editPolicy(resource(stacks, network, 'aws_iam_role', 'bastion/role/role'), 'assume_role_policy', (statements) =>
    statements.push({ Sid: 'Flaw', Effect: 'Allow', ...statement }),
  );

/** One for each critical and high rule that looks at what the environments are made of. */
export const flawsInTerrace: readonly Flaw[] = [
  {
    rule: 'security-group/no-admin-ports-from-ipv4-world',
    put: opening({ from_port: 22, to_port: 22, cidr_ipv4: '0.0.0.0/0' }),
    also: ['security-group/only-web-ports-from-world'],
  },
  {
    rule: 'security-group/no-admin-ports-from-ipv6-world',
    put: opening({ from_port: 22, to_port: 22, cidr_ipv6: '::/0' }),
    also: ['security-group/only-web-ports-from-world'],
  },
  {
    rule: 'security-group/no-internal-services-from-world',
    put: opening({ from_port: 5432, to_port: 5432, cidr_ipv4: '0.0.0.0/0' }),
    also: ['security-group/only-web-ports-from-world'],
  },
  {
    rule: 'security-group/only-web-ports-from-world',
    put: opening({ from_port: 8443, to_port: 8443, cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    rule: 'security-group/all-ports-from-groups-only',
    put: opening({ ip_protocol: '-1', cidr_ipv4: '10.30.0.0/16' }),
  },
  {
    rule: 'vpc/default-group-empty',
    put: (stacks) => {
      resource(stacks, network, 'aws_default_security_group').ingress = [
        { protocol: '-1', from_port: 0, to_port: 0, self: true },
      ];
    },
  },
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
    // The block of the account stands in for the bucket's own.
    rule: 's3/public-access-blocked',
    put: (stacks) => {
      resource(stacks, 'prod-state', 'aws_s3_bucket_public_access_block').restrict_public_buckets = false;
      resource(stacks, account, 'aws_s3_account_public_access_block').restrict_public_buckets = false;
    },
    also: ['s3/account-public-access-blocked'],
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
    rule: 'sns/not-public',
    put: (stacks) =>
      editPolicy(resource(stacks, account, 'aws_sns_topic_policy', 'alarms/policy'), 'policy', (statements) =>
        statements.push({ ...anyone, Action: 'sns:Publish', Resource: '*' }),
      ),
  },
  {
    rule: 'iam/service-principals-have-source',
    put: (stacks) =>
      editPolicy(resource(stacks, account, 'aws_sns_topic_policy', 'alarms/policy'), 'policy', (statements) => {
        for (const statement of statements) if (statement.Effect === 'Allow') delete statement.Condition;
      }),
  },
  {
    rule: 'ec2/imds-v2',
    put: (stacks) => (resource(stacks, network, 'aws_launch_template').metadata_options.http_tokens = 'optional'),
  },
  {
    rule: 'ec2/encryption-by-default',
    put: (stacks) => (resource(stacks, account, 'aws_ebs_encryption_by_default').enabled = false),
  },
  {
    rule: 'iam/no-full-admin',
    put: granting({ Action: '*', Resource: '*' }),
  },
  { rule: 'iam/no-service-wildcard', put: granting({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:444455556666:jobs' }) },
  {
    rule: 'iam/no-allow-all-but',
    put: granting({ NotAction: 'iam:*', Resource: 'arn:aws:sqs:eu-west-1:444455556666:jobs' }),
  },
  { rule: 'iam/resources-named', put: granting({ Action: 'sqs:PurgeQueue', Resource: '*' }) },
  {
    rule: 'kms/decrypt-not-on-all',
    put: granting({ Action: 'kms:Decrypt', Resource: '*' }),
    also: ['iam/resources-named'],
  },
  { rule: 'iam/trust-is-narrow', put: trusting({ Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }) },
  {
    rule: 'iam/oidc-trust-is-pinned',
    put: (stacks) =>
      editPolicy(resource(stacks, account, 'aws_iam_role', 'ci-plan/role'), 'assume_role_policy', (statements) => {
        for (const { Condition } of statements)
          delete Condition.StringEquals['token.actions.githubusercontent.com:sub'];
      }),
  },
  {
    rule: 'state/backend-protected',
    put: (stacks) => delete stacks[data].terraform.backend.s3.use_lockfile,
  },
  {
    rule: 'vpc/private-tiers-without-internet',
    put: (stacks) =>
      add(stacks, network, 'aws_route', {
        route_table_id: `\${${referenceTo(stacks, network, 'aws_route_table', 'data/eu-west-1a/route-table')}.id}`,
        destination_cidr_block: '0.0.0.0/0',
        gateway_id: `\${${referenceTo(stacks, network, 'aws_internet_gateway')}.id}`,
      }),
  },
  {
    rule: 'vpc/acl-admin-ports',
    put: (stacks) =>
      (resource(stacks, network, 'aws_network_acl_rule', 'private-ingress-world-rdp').rule_action = 'allow'),
  },
  { rule: 'vpc/no-default-vpc', put: (stacks) => add(stacks, network, 'aws_default_vpc', {}) },
  {
    rule: 'ec2/no-public-address',
    put: (stacks) =>
      (resource(stacks, network, 'aws_launch_template').network_interfaces[0].associate_public_ip_address = 'true'),
  },
  {
    // Encryption by default stands in for the volume's own.
    rule: 'ec2/volumes-encrypted',
    put: (stacks) => {
      const [disk] = resource(stacks, network, 'aws_launch_template').block_device_mappings;
      disk.ebs = { volume_size: 8, encrypted: 'false' };
      resource(stacks, account, 'aws_ebs_encryption_by_default').enabled = false;
    },
    also: ['ec2/encryption-by-default'],
  },
  {
    rule: 'ec2/no-secret-in-user-data',
    put: (stacks) =>
      (resource(stacks, network, 'aws_launch_template').user_data = Buffer.from(
        '#!/bin/sh\nexport DB_PASSWORD=Xk29vLq8wTz4\n',
      ).toString('base64')),
  },
  {
    rule: 'iam/no-aws-managed-admin',
    put: (stacks) =>
      add(stacks, network, 'aws_iam_role_policy_attachment', {
        role: `\${${bounded(stacks)}.name}`,
        policy_arn: 'arn:aws:iam::aws:policy/IAMFullAccess',
      }),
  },
  {
    rule: 'iam/no-credentials-exposure',
    put: granting({ Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
    also: ['iam/resources-named'],
  },
  {
    rule: 'iam/no-unconstrained-data-reads',
    put: granting({ Action: 's3:GetObject', Resource: '*' }),
    also: ['iam/resources-named'],
  },
  {
    rule: 'iam/permissions-management',
    put: granting({ Action: 'sqs:AddPermission', Resource: '*' }),
    also: ['iam/resources-named'],
  },
  {
    rule: 'iam/pass-role-is-bound',
    put: granting({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::444455556666:role/bounded/*' }),
  },
  {
    // The bounded role's boundary would stop it; this one has none.
    rule: 'iam/privilege-escalation',
    put: (stacks) => {
      add(stacks, network, 'aws_iam_role', {
        name: 'flaw',
        assume_role_policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        }),
      });
      add(stacks, network, 'aws_iam_role_policy', {
        name: 'flaw',
        role: '${aws_iam_role.flaw.name}',
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'iam:AttachRolePolicy',
              Resource: 'arn:aws:iam::444455556666:role/flaw',
            },
          ],
        }),
      });
    },
    also: ['iam/permissions-management'],
  },
  {
    rule: 'reach/environments-apart',
    put: (stacks) =>
      add(stacks, network, 'aws_vpc_peering_connection', {
        vpc_id: `\${${referenceTo(stacks, network, 'aws_vpc')}.id}`,
        peer_vpc_id: '${data.terraform_remote_state.flaw.outputs.vpc_id}',
      }),
  },
];
