import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { memoized } from '../../../review/memoize';
import { publishedIn } from './published';
import { reportedOnce, writtenBy } from './reported-once';
import { never, writtenIn, type FoundCredential } from './found-credential';

const expected = 'no credential in the configuration';

/** Types whose resources are judged one by one. Findings in any other type are reported for its root. */
const usual: readonly string[] = [
  'aws_acm_certificate',
  'aws_amplify_app',
  'aws_apprunner_service',
  'aws_appsync_datasource',
  'aws_cloudformation_stack',
  'aws_cloudwatch_event_connection',
  'aws_codepipeline',
  'aws_cognito_identity_provider',
  'aws_directory_service_directory',
  'aws_dms_endpoint',
  'aws_dynamodb_table_item',
  'aws_elasticache_replication_group',
  'aws_elasticache_user',
  'aws_glue_connection',
  'aws_iam_server_certificate',
  'aws_memorydb_user',
  'aws_mq_broker',
  'aws_opensearch_domain',
  'aws_redshiftserverless_namespace',
  'aws_s3_object',
  'aws_secretsmanager_secret_version',
  'aws_ssm_document',
  'aws_ssm_parameter',
  'aws_vpn_connection',
];

export const noLiteral = defineRule({
  id: 'secrets/no-literal',
  aliases: ['SEC-03'],
  title: 'Credentials should not be in the configuration',
  severity: 'critical',
  why: 'A credential in the configuration is also in every clone of the repository, in the plan, the state and the build log. Scanners find keys in public repositories within minutes.',
  fix: 'Rotate the credential, because it is exposed, and keep the new one in Secrets Manager or Parameter Store. Set a write-only argument from an ephemeral value.',
  resources: [...usual, '@root'],
  ofEveryType: true,
  check: (resource, { graph }) => {
    const verdicts = (
      resource.type === '@root' ? ofRoot(resource, graph) : reportedOnce(writtenBy(resource), resource, graph)
    ).map(verdict);
    return verdicts.length > 0 ? verdicts : pass;
  },
  examples: {
    good: {
      'a generated password, a reference and a placeholder': `
        ephemeral "aws_secretsmanager_random_password" "main" {
          password_length = 32
        }
        resource "aws_secretsmanager_secret" "main" {
          name = "shop/api-token"
        }
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id                = aws_secretsmanager_secret.main.id
          secret_string_wo         = ephemeral.aws_secretsmanager_random_password.main.random_password
          secret_string_wo_version = 1
        }
        resource "aws_cloudwatch_event_connection" "main" {
          name               = "shop"
          authorization_type = "API_KEY"
          auth_parameters {
            api_key {
              key   = "x-api-key"
              value = "{{resolve:secretsmanager:shop/api-token}}"
            }
          }
        }`,
      'a sensitive output, and a provider that gets its token elsewhere': `
        resource "aws_iam_access_key" "mail" {
          user = "mail"
        }
        output "mail" {
          value     = aws_iam_access_key.mail.ses_smtp_password_v4
          sensitive = true
        }
        output "key" {
          value = aws_iam_access_key.mail.id
        }
        data "aws_secretsmanager_secret_version" "grafana" {
          secret_id = "grafana"
        }
        provider "grafana" {
          url  = "https://grafana.example.com"
          auth = data.aws_secretsmanager_secret_version.grafana.secret_string
        }`,
      'a password that another resource writes, which is told there': `
        resource "aws_rds_cluster" "main" {
          master_password = "748b3e0bc59e1234"
        }
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id = "shop"
          secret_string = jsonencode({
            password = aws_rds_cluster.main.master_password
            url      = "mysql://shop:\${aws_rds_cluster.main.master_password}@db.example.com/shop"
          })
        }`,
      'names that only sound like one': `
        resource "aws_kms_key" "token" {
          description = "Encrypts the session tokens of the password reset, key rotation included"
        }
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length = 14
        }
        resource "aws_cognito_user_pool_client" "shop" {
          name         = "shop"
          user_pool_id = "eu-west-1_aBcDeFgHi"
          token_validity_units {
            access_token = "minutes"
          }
        }
        resource "aws_efs_file_system" "receipts" {
          creation_token = "prod-receipts"
        }
        output "efs" {
          value = aws_efs_file_system.receipts.creation_token
        }
        resource "aws_ssoadmin_application" "office" {
          client_token = "office-2026"
        }`,
    },
    bad: {
      "a client token that is an application's": `
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id     = "shop"
          secret_string = jsonencode({ client_token = "a1b2-c3d4-e5f6" })
        }`,
      'a secret with its value': `
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id     = "shop"
          secret_string = "hunter2-hunter2"
        }`,
      'a password in JSON behind jsonencode, beside a part that is not known': `
        variable "host" {}
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id        = "shop"
          secret_string_wo = jsonencode({ host = var.host, username = "shop", password = "hunter2-hunter2" })
        }`,
      'an access key in a resource of any kind': `
        resource "aws_cloudwatch_dashboard" "main" {
          dashboard_name = "shop"
          dashboard_body = "AKIAIOSFODNN7EXAMPLE"
        }`,
      'a password of a cache as the default of a variable': `
        variable "token" {
          default   = "correct-horse-battery-staple"
          sensitive = true
        }
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "main"
          auth_token           = var.token
        }`,
      'a key of a provider': `
        provider "aws" {
          region     = "eu-west-1"
          access_key = "AKIAIOSFODNN7EXAMPLE"
          secret_key = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY"
        }`,
      'a literal in an output, sensitive or not': `
        output "db_password" {
          value     = "correct-horse-battery-staple"
          sensitive = true
        }`,
      'an output of a secret without sensitive = true': `
        resource "aws_iam_access_key" "mail" {
          user = "mail"
        }
        output "mail" {
          value = { user = "mail", smtp = aws_iam_access_key.mail.ses_smtp_password_v4 }
        }`,
      'a generated password inside the text of an output': `
        resource "random_password" "db" {
          length = 32
        }
        output "dsn" {
          value = "postgres://shop:\${random_password.db.result}@db.example.com/shop"
        }`,
      'a private key in an object': `
        resource "aws_s3_object" "main" {
          bucket  = "shop"
          key     = "deploy.pem"
          content = <<-EOT
            -----BEGIN RSA PRIVATE KEY-----
            MIIEpAIBAAKCAQEA
            -----END RSA PRIVATE KEY-----
          EOT
        }`,
    },
    unknown: {
      'a token of a provider that is not known': `
        variable "token" {}
        provider "github" {
          token = var.token
        }`,
      'a token that is not known': `
        variable "token" {}
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "main"
          auth_token           = var.token
        }`,
    },
  },
});

function ofRoot(root: Resource, graph: Graph): readonly FoundCredential[] {
  return [
    ...(ofOthers(graph).get(root.root.name) ?? []),
    ...reportedOnce([...writtenIn(root.at('backend'), '', 'backend', never), ...publishedIn(root)], root, graph),
  ];
}

const ofOthers = memoized((graph: Graph): ReadonlyMap<string, readonly FoundCredential[]> => {
  const found = new Map<string, FoundCredential[]>();
  for (const resource of graph.resources) {
    const isJudged = resource.type.startsWith('@') || (resource.mode === 'managed' && usual.includes(resource.type));
    if (isJudged) continue;
    const written = reportedOnce(writtenBy(resource), resource, graph).map(({ path, found }) => ({
      path: `${resource.address}.${path}`,
      found,
    }));
    if (written.length === 0) continue;
    const same = found.get(resource.root.name);
    if (same) same.push(...written);
    else found.set(resource.root.name, written);
  }
  return found;
});

function verdict({ path, found }: FoundCredential): Verdict {
  return found instanceof Unknown ? notKnown(path, expected, found) : failing(path, expected, found);
}
