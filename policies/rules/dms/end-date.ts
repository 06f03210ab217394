import { defineRule } from '../../../review/engine/rule';
import { judgeDayTag } from '../support/day-tag';

export const endDate = defineRule({
  id: 'dms/end-date',
  aliases: [],
  title: 'DMS replication tasks should be gone after the day that their tag ends-on names',
  severity: 'medium',
  why: 'What was made for a few weeks stays for years: an instance that is paid for, users with rights to all tables on both sides, and in a PostgreSQL source a slot that fills its disk once nobody reads it.',
  fix: 'Remove the migration, its users in SQL and the slot of its source; or give it another day, for a reason.',
  resources: ['aws_dms_replication_task'],
  check: (task, { environment: { date } }) => judgeDayTag(task, 'tags.ends-on', date),
  examples: {
    environment: { date: '2027-03-31' },
    good: {
      'the last day': `
        resource "aws_dms_replication_task" "orders" {
          tags = { ends-on = "2027-03-31" }
        }`,
    },
    bad: {
      'a day after it': `
        resource "aws_dms_replication_task" "orders" {
          tags = { ends-on = "2027-03-30" }
        }`,
      'what is no day': `
        resource "aws_dms_replication_task" "orders" {
          tags = { ends-on = "spring" }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "day" {}
        resource "aws_dms_replication_task" "orders" {
          tags = { ends-on = var.day }
        }`,
    },
  },
});
