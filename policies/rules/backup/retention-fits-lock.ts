import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const demand = 'delete_after that the lock of its vault demands';
const at = 'rule.lifecycle.delete_after';

export const retentionFitsLock = defineRule({
  id: 'backup/retention-fits-lock',
  aliases: ['BKP-07'],
  title: 'Backup plans should keep recovery points for as long as the lock of their vault demands',
  severity: 'medium',
  why: 'AWS Backup fails each job whose retention is below the minimum or above the maximum of the vault lock. The plan is there, and nothing is backed up.',
  fix: 'Set delete_after of the rule, or of its copy, between min_retention_days and max_retention_days of the vault.',
  resources: ['aws_backup_plan'],
  check: (plan, { graph }) => {
    const rules = plan.blocks('rule');
    if (rules instanceof Unknown) return notKnown('rule', 'rules', rules);
    return all(rules.flatMap((rule) => verdictsOf(plan, rule, graph)));
  },
  examples: {
    good: {
      'within the range': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name  = aws_backup_vault.main.name
          min_retention_days = 7
          max_retention_days = 35
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
            lifecycle {
              delete_after = 35
            }
          }
        }`,
      'a vault without a lock': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
          }
        }`,
    },
    bad: {
      'too short': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name  = aws_backup_vault.main.name
          min_retention_days = 30
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
            lifecycle {
              delete_after = 7
            }
          }
        }`,
      'for ever, where the lock has a maximum': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name  = aws_backup_vault.main.name
          max_retention_days = 365
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
          }
        }`,
      'a copy that is too short': `
        resource "aws_backup_vault" "copies" {
          name = "copies"
        }
        resource "aws_backup_vault_lock_configuration" "copies" {
          backup_vault_name  = aws_backup_vault.copies.name
          min_retention_days = 30
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = "main"
            copy_action {
              destination_vault_arn = aws_backup_vault.copies.arn
              lifecycle {
                delete_after = 7
              }
            }
          }
        }`,
    },
    unknown: {
      'a retention without a value': `
        variable "days" {}
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name  = aws_backup_vault.main.name
          min_retention_days = 30
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
            lifecycle {
              delete_after = var.days
            }
          }
        }`,
      'copies of a variable without a value': `
        variable "copies" {}
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name  = aws_backup_vault.main.name
          min_retention_days = 30
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
            lifecycle {
              delete_after = 35
            }
            dynamic "copy_action" {
              for_each = var.copies
              content {
                destination_vault_arn = copy_action.value
              }
            }
          }
        }`,
    },
  },
});

/** Of the recovery point, and of each copy. */
function verdictsOf(plan: Resource, rule: ValueMap, graph: Graph): Verdict[] {
  const copies = blocksOf(rule.copy_action);
  const own = verdictOf(plan, rule.target_vault_name, rule.lifecycle, graph);
  if (copies instanceof Unknown) return [...own, ...inDoubt(copies, graph)];
  return [...own, ...copies.flatMap((copy) => verdictOf(plan, copy.destination_vault_arn, copy.lifecycle, graph))];
}

/** Without a lock, any retention fits. */
function inDoubt(unknown: Unknown, graph: Graph): Verdict[] {
  return graph.all('aws_backup_vault_lock_configuration').length > 0 ? [notKnown(at, demand, unknown)] : [];
}

function verdictOf(plan: Resource, target: Value | undefined, lifecycle: Value | undefined, graph: Graph): Verdict[] {
  const vault = graph.resolveBy(plan, target, 'aws_backup_vault', 'name');
  if (vault instanceof Unknown) return inDoubt(vault, graph);
  if (!vault) return [];
  const locks = graph.children(vault, 'aws_backup_vault_lock_configuration', 'backup_vault_name', 'name');
  const [lock] = locks.found;
  if (!lock) return locks.unknown ? [notKnown(at, demand, locks.unknown)] : [];
  const [least, most] = [lock.at('min_retention_days'), lock.at('max_retention_days')];
  const blocks = blocksOf(lifecycle);
  const days = blocks instanceof Unknown ? blocks : blocks[0]?.delete_after;
  const expected = `delete_after from ${daysText(least, '1')} to ${daysText(most, 'any')} days, as ${lock.name} demands`;
  const unknown = [least, most, days].find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) return [notKnown(at, expected, unknown)];
  const kept = isAbsent(days) ? Number.POSITIVE_INFINITY : Number(days);
  const fits = kept >= (isAbsent(least) ? 0 : Number(least)) && (isAbsent(most) || kept <= Number(most));
  return [fits ? pass : failing(at, expected, isAbsent(days) ? 'nothing: for ever' : textOfValue(days))];
}

function daysText(days: Value | undefined, otherwise: string): string {
  return isAbsent(days) || days instanceof Unknown ? otherwise : textOfValue(days);
}
