import { defineRule } from '../../../review/engine/rule';
import { all, fail, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const expected = 'rotation at least every 90 days';

export const rotated = defineRule({
  id: 'secrets-manager/rotated',
  aliases: ['SEC-02'],
  title: 'Secrets Manager secrets should be rotated at least every 90 days',
  severity: 'medium',
  why: 'A password that never changes is known to everyone who ever read it: former colleagues, old backups, old leaks.',
  fix: 'Add an aws_secretsmanager_secret_rotation with rotation_rules.automatically_after_days = 30. For an RDS master user, use manage_master_user_password instead.',
  resources: ['aws_secretsmanager_secret'],
  optOuts: ['rotation'],
  check: (secret, { graph }) => {
    const { found, unknown } = graph.children(secret, 'aws_secretsmanager_secret_rotation', 'secret_id');
    if (found.length > 0) return all(found.map(frequency));
    return unknown
      ? notKnown(undefined, expected, unknown)
      : failing(undefined, expected, 'no aws_secretsmanager_secret_rotation');
  },
  examples: {
    good: {
      'every month': `
        resource "aws_secretsmanager_secret" "main" {
          name = "shop"
        }
        resource "aws_secretsmanager_secret_rotation" "main" {
          secret_id = aws_secretsmanager_secret.main.id
          rotation_rules {
            automatically_after_days = 30
          }
        }`,
      'by a schedule': `
        resource "aws_secretsmanager_secret" "main" {
          name = "shop"
        }
        resource "aws_secretsmanager_secret_rotation" "main" {
          secret_id = aws_secretsmanager_secret.main.arn
          rotation_rules {
            schedule_expression = "cron(0 4 1 * ? *)"
          }
        }`,
    },
    bad: {
      never: `
        resource "aws_secretsmanager_secret" "main" {
          name = "shop"
        }`,
      'once a year': `
        resource "aws_secretsmanager_secret" "main" {
          name = "shop"
        }
        resource "aws_secretsmanager_secret_rotation" "main" {
          secret_id = aws_secretsmanager_secret.main.id
          rotation_rules {
            automatically_after_days = 365
          }
        }`,
      'each New Year': `
        resource "aws_secretsmanager_secret" "main" {
          name = "shop"
        }
        resource "aws_secretsmanager_secret_rotation" "main" {
          secret_id = aws_secretsmanager_secret.main.id
          rotation_rules {
            schedule_expression = "cron(0 4 1 1 ? *)"
          }
        }`,
    },
    unknown: {
      'days that are not known': `
        variable "days" {}
        resource "aws_secretsmanager_secret" "main" {
          name = "shop"
        }
        resource "aws_secretsmanager_secret_rotation" "main" {
          secret_id = aws_secretsmanager_secret.main.id
          rotation_rules {
            automatically_after_days = var.days
          }
        }`,
    },
  },
});

function frequency(rotation: Resource): Verdict {
  const days = rotation.at('rotation_rules.automatically_after_days');
  const schedule = rotation.at('rotation_rules.schedule_expression');
  const path = isAbsent(days) ? 'rotation_rules.schedule_expression' : 'rotation_rules.automatically_after_days';
  const value = isAbsent(days) ? schedule : days;
  if (value instanceof Unknown) return notKnown(path, expected, value);
  const most = isAbsent(days) ? longestDaysBetween(value) : Number(textOfValue(value));
  return most > 0 && most <= 90 ? pass : fail(path, expected, value);
}

/** The maximum days between two runs of a schedule, by its months; NaN if it is not a schedule. */
function longestDaysBetween(schedule: Value | undefined): number {
  if (typeof schedule !== 'string') return NaN;
  const rate = /^rate\((\d+) (day|hour)s?\)$/.exec(schedule);
  if (rate) return Number(rate[1]) / (rate[2] === 'day' ? 1 : 24);
  const month = /^cron\(\S+ \S+ \S+ (\S+) \S+ \*\)$/.exec(schedule)?.[1];
  if (month === '*') return 31;
  const step = /^(?:\*|1|JAN|1-12)\/([1-3])$/.exec(month ?? '')?.[1];
  return step ? Number(step) * 30 : NaN;
}
