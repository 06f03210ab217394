import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import type { Children, Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isList, Unknown } from '../../../review/model/value';
import { isCritical } from '../support/criticality';

const expected = 'an aws_backup_restore_testing_plan that includes it';

export const restoreTested = defineRule({
  id: 'backup/restore-tested',
  aliases: ['BKP-08'],
  title: 'Backups of a critical environment should be restored on trial',
  severity: 'low',
  why: 'A backup that was never restored is none: a missing key, role or subnet group shows on the day that it is needed.',
  fix: 'Add an aws_backup_restore_testing_plan with the vault in include_vaults, and an aws_backup_restore_testing_selection for each type of store.',
  resources: ['aws_backup_plan'],
  check: (plan, context) => {
    if (!isCritical(context)) return [];
    const { graph } = context;
    const inPlace = ({ environment, provider }: typeof plan) =>
      environment === plan.environment &&
      provider.region === plan.provider.region &&
      provider.account === plan.provider.account;
    const tests = graph.all('aws_backup_restore_testing_plan').filter(inPlace);
    const selections = tests.map((test) => ({ test, of: selectionsOf(test, graph) }));
    const tested = selections.filter(({ of }) => of.found.length > 0).map(({ test }) => test);
    if (tested.length === 0) {
      const inDoubt = selections.find(({ of }) => of.unknown)?.of.unknown;
      if (inDoubt) return notKnown(undefined, expected, inDoubt);
      return failing(undefined, expected, tests.length === 0 ? 'none' : 'one that selects nothing');
    }
    const included = tested.map((test) => test.at('recovery_point_selection.include_vaults'));
    const unknown = included.find((one) => one instanceof Unknown);
    if (unknown instanceof Unknown) return notKnown(undefined, expected, unknown);
    return included.some((one) => isList(one) && one.length > 0) ? pass : failing(undefined, expected, 'none');
  },
  examples: {
    good: {
      'a test of the vaults': `
        resource "aws_backup_plan" "daily" {
          name = "daily"
        }
        resource "aws_backup_restore_testing_plan" "weekly" {
          name = "weekly"
          recovery_point_selection {
            include_vaults = ["*"]
          }
        }
        resource "aws_backup_restore_testing_selection" "tables" {
          name                      = "tables"
          restore_testing_plan_name = aws_backup_restore_testing_plan.weekly.name
        }`,
    },
    bad: {
      'no test': `
        resource "aws_backup_plan" "daily" {
          name = "daily"
        }`,
      'a test that selects nothing': `
        resource "aws_backup_plan" "daily" {
          name = "daily"
        }
        resource "aws_backup_restore_testing_plan" "weekly" {
          name = "weekly"
          recovery_point_selection {
            include_vaults = ["*"]
          }
        }`,
    },
    unknown: {
      'vaults without a value': `
        variable "vaults" {}
        resource "aws_backup_plan" "daily" {
          name = "daily"
        }
        resource "aws_backup_restore_testing_plan" "weekly" {
          name = "weekly"
          recovery_point_selection {
            include_vaults = var.vaults
          }
        }
        resource "aws_backup_restore_testing_selection" "tables" {
          name                      = "tables"
          restore_testing_plan_name = aws_backup_restore_testing_plan.weekly.name
        }`,
    },
  },
});

function selectionsOf(test: Resource, graph: Graph): Children {
  return graph.children(test, 'aws_backup_restore_testing_selection', 'restore_testing_plan_name', 'name');
}
