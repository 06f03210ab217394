import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import { EncodedText, isAbsent, Reference, Text, Unknown, type Hole, type Value } from '../../../review/model/value';
import { holeForSecret, isSecretName, secretIn } from '../support/secrets';
import { elided, valueOfText } from '../../../review/model/text';

const expected = 'no credentials';

/** The script, also decoded if it is base64. Unknown parts are `${…}`. */
function decoded(value: Value): string {
  // A data source that renders it, such as cloudinit_config, has the parts as attributes.
  if (value instanceof Reference)
    return value.resource.mode === 'data' ? elided(asText(value.resource.attributes)) : '';
  const text = elided(value instanceof Unknown ? (value.text ?? '') : asText(value));
  const packed = text.replace(/\s+/g, '');
  const isBase64 = packed.length >= 8 && /^[A-Za-z0-9+/]+={0,2}$/.test(packed);
  return isBase64 ? `${text}\n${Buffer.from(packed, 'base64').toString('utf8')}` : text;
}

function judge(path: string, written: Value | undefined): readonly Verdict[] {
  if (isAbsent(written)) return [];
  const value = written instanceof EncodedText ? valueOfText(written.decoded) : written;
  const secret = secretIn(decoded(value));
  if (secret) return [failing(path, expected, secret)];
  const script = value instanceof Unknown ? value.text : value;
  if (script instanceof Text) return judgeHole(path, holeForSecret(script));
  return value instanceof Unknown ? [notKnown(path, expected, value)] : [];
}

/** What a resource tells of a secret is a credential. A variable may hold the name of one in Secrets Manager. */
function judgeHole(path: string, hole: Hole | undefined): readonly Verdict[] {
  if (hole === undefined) return [];
  if (hole instanceof Reference && isSecretAttribute(hole))
    return [failing(path, expected, `the value of ${hole.toString()}`)];
  return [notKnown(path, expected, hole instanceof Unknown ? hole : `${hole.toString()} is known after apply`)];
}

function isSecretAttribute({ resource, attribute }: Reference): boolean {
  return (
    isSecretName(attribute) ||
    attribute === 'secret_string' ||
    (resource.type === 'random_password' && attribute === 'result')
  );
}

export const noSecretInUserData = defineRule({
  id: 'ec2/no-secret-in-user-data',
  aliases: ['EC2-07'],
  title: 'EC2 user data should not contain credentials',
  severity: 'critical',
  why: 'Every process on the instance, and anyone who can describe instances or launch templates, can read user data in plaintext. Old versions of a launch template keep it.',
  fix: 'Store the credential in Secrets Manager or Parameter Store and fetch it at boot with the instance role. Rotate it, because it is exposed.',
  resources: ['aws_instance', 'aws_launch_template', 'aws_launch_configuration'],
  check: (host) => all(['user_data', 'user_data_base64'].flatMap((path) => judge(path, host.at(path)))),
  examples: {
    good: {
      'no user data, and a secret fetched at boot': `
        resource "aws_launch_template" "web" {}
        resource "aws_instance" "web" {
          user_data = <<-EOT
            #!/bin/bash
            DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id shop/db --query SecretString --output text)
            export DB_PASSWORD
          EOT
        }`,
      'a variable without a value that is no credential, in base64': `
        variable "environment" {}
        resource "aws_launch_template" "web" {
          user_data = base64encode("export ENVIRONMENT=\${var.environment}")
        }`,
      'a variable without a value that is no credential': `
        variable "environment" {}
        resource "aws_instance" "web" {
          user_data = "export ENVIRONMENT=\${var.environment}\\nexport SECRET_ARN=\${var.environment}"
        }`,
    },
    bad: {
      'a password in a script': `
        resource "aws_instance" "web" {
          user_data = <<-EOT
            #!/bin/bash
            export DB_PASSWORD=hunter2-hunter2
          EOT
        }`,
      'an access key, in base64': `
        resource "aws_launch_template" "web" {
          user_data = base64encode("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE")
        }`,
      'a password in base64, beside a part that is not known': `
        variable "host" {}
        resource "aws_launch_template" "web" {
          user_data = base64encode("export DB_HOST=\${var.host} DB_PASSWORD=hunter2-hunter2")
        }`,
      'a generated password': `
        resource "random_password" "database" {
          length = 32
        }
        resource "aws_instance" "web" {
          user_data = "mysql --host db -u shop -p\${random_password.database.result}"
        }`,
      'a password of PHP, from the default of a variable': `
        variable "password" {
          default = "hunter2hunter2"
        }
        resource "aws_db_instance" "main" {}
        resource "aws_instance" "web" {
          user_data = "define('DB_SERVER', '\${aws_db_instance.main.endpoint}');define('DB_PASSWORD', '\${var.password}');"
        }`,
      'a part of what cloud-init gets': `
        data "cloudinit_config" "web" {
          part {
            content = "export DB_PASSWORD=hunter2-hunter2"
          }
        }
        resource "aws_instance" "web" {
          user_data = data.cloudinit_config.web.rendered
        }`,
      'a variable with a default, in a script of which other parts are not known': `
        variable "host" {}
        variable "password" {
          default = "hunter2-hunter2"
        }
        resource "aws_instance" "web" {
          user_data = "export DB_HOST=\${var.host} DB_PASSWORD=\${var.password}"
        }`,
    },
    unknown: {
      'a password without a value, in base64': `
        variable "password" {}
        resource "aws_launch_template" "web" {
          user_data = base64encode("export DB_PASSWORD=\${var.password}")
        }`,
      'a password from a variable without a value': `
        variable "password" {}
        resource "aws_instance" "web" {
          user_data = "#!/bin/bash\\nexport DB_PASSWORD=\${var.password}"
        }`,
      'lines of the script from a variable without a value': `
        variable "setup" {}
        resource "aws_instance" "web" {
          user_data = "#!/bin/bash\\n\${var.setup}\\nshutdown"
        }`,
      'a variable without a value': `
        variable "script" {}
        resource "aws_instance" "web" {
          user_data = var.script
        }`,
    },
  },
});
