import { defineRule } from '../../../review/engine/rule';
import { judgeDayTag } from '../support/day-tag';

export const rotatedByHand = defineRule({
  id: 'secrets-manager/rotated-by-hand',
  aliases: [],
  title: 'Secrets Manager secrets should have another value by the day that their tag rotate-by names',
  severity: 'medium',
  why: 'What people have to do every few months is forgotten. The value is then as old as the secret, and known to everyone who ever read it.',
  fix: 'Set another value (terrace secret set), restart what reads it only at its start, and put the day of the next one in the tag.',
  resources: ['aws_secretsmanager_secret'],
  check: (secret, { environment: { date } }) =>
    judgeDayTag(secret, 'tags.rotate-by', date, { words: 'within a year', on: aYearAfter }),
  examples: {
    environment: { date: '2027-02-28' },
    good: {
      'the last day': `
        resource "aws_secretsmanager_secret" "main" {
          tags = { rotate-by = "2027-02-28" }
        }`,
    },
    bad: {
      'a day after it': `
        resource "aws_secretsmanager_secret" "main" {
          tags = { rotate-by = "2027-02-27" }
        }`,
      'a day that is years away': `
        resource "aws_secretsmanager_secret" "main" {
          tags = { rotate-by = "2030-01-01" }
        }`,
      'what is no day': `
        resource "aws_secretsmanager_secret" "main" {
          tags = { rotate-by = "spring" }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "day" {}
        resource "aws_secretsmanager_secret" "main" {
          tags = { rotate-by = var.day }
        }`,
    },
  },
});

/** `2027-02-28` → `2028-02-28`; days are compared as texts, so 29 February needs no care. */
function aYearAfter(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
}
