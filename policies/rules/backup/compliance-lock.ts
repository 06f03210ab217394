import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { isAbsent } from '../../../review/model/value';

export const complianceLock = defineRule({
  id: 'backup/compliance-lock',
  aliases: ['BKP-06'],
  title: 'Vault locks of compliance should be of critical environments alone, and bounded',
  severity: 'medium',
  why: 'With changeable_for_days a lock becomes final: after that time nobody, AWS included, deletes a recovery point or the vault before its retention ends, and all of it is paid for until then. One wrong retention in a test environment cannot be taken back, and without a maximum one wrong plan keeps what it makes for ever.',
  fix: 'Leave changeable_for_days out: the lock is one of governance then, which administrators may end. In a critical environment set max_retention_days.',
  resources: ['aws_backup_vault_lock_configuration'],
  check: (lock, { environment }) => {
    const isFinal = attribute(lock, 'changeable_for_days');
    if (environment.criticality !== 'critical') return isFinal.isAbsent();
    if (isAbsent(lock.at('changeable_for_days'))) return pass;
    return attribute(lock, 'max_retention_days').isPresent('a number of days');
  },
  examples: {
    good: {
      'a lock of governance': `
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name  = "main"
          min_retention_days = 7
        }`,
    },
    bad: {
      'a lock of compliance that lets recovery points be kept for ever': `
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name   = "main"
          changeable_for_days = 3
          min_retention_days  = 7
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "days" {}
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name   = "main"
          changeable_for_days = 3
          max_retention_days  = var.days
        }`,
    },
  },
});
