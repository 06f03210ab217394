import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { reportedOnce } from '../secrets/reported-once';
import { never, writtenIn } from '../secrets/found-credential';
import { argumentsOf } from './arguments';

const expected = 'no credential in the arguments';

export const noLiteralSecret = defineRule({
  id: 'module/no-literal-secret',
  aliases: ['MOD-02'],
  title: 'Module arguments should not hold literal secrets',
  severity: 'critical',
  why: 'A password in the arguments of a module is in the repository, in its every clone, and in the plan and state of whatever the module makes of it.',
  fix: 'Replace the password, which is known, and let AWS keep the new one (manage_master_user_password), or pass the ARN of a secret.',
  resources: ['@module'],
  check: (module, { graph }) => {
    const written = argumentsOf(module)
      .filter(({ path }) => !path.includes('.'))
      .flatMap(({ name, value }) => writtenIn(value, name, name, never));
    return all(
      reportedOnce(written, module, graph).map(({ path, found }) =>
        found instanceof Unknown ? notKnown(path, expected, found) : failing(path, expected, found),
      ),
    );
  },
  examples: {
    good: {
      'a password that RDS keeps': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          manage_master_user_password = true
        }`,
      'the ARN of a secret': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          password_secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:main-AbCdEf"
        }`,
    },
    bad: {
      'a password': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          password = "hunter2hunter2"
        }`,
      'within an object': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          database = {
            username = "shop"
            password = "hunter2hunter2"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "password" {}
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          password = var.password
        }`,
    },
  },
});
