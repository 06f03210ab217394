import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isCritical } from '../support/criticality';

const lock = 'an aws_backup_vault_lock_configuration';

export const vaultLocked = defineRule({
  id: 'backup/vault-locked',
  aliases: ['BKP-03'],
  title: 'Backup vaults of a critical environment should be locked',
  severity: 'medium',
  why: 'An attacker who takes over the account deletes the backups first. With a vault lock nobody can delete them, not even the root user.',
  fix: `Add ${lock} for the vault.`,
  resources: ['aws_backup_vault'],
  optOuts: ['lock'],
  check: (vault, context) => {
    if (!isCritical(context)) return [];
    const locks = context.graph.children(vault, 'aws_backup_vault_lock_configuration', 'backup_vault_name', 'name');
    if (locks.found.length > 0) return pass;
    return locks.unknown ? notKnown(undefined, lock, locks.unknown) : failing(undefined, lock, 'none');
  },
  examples: {
    good: {
      'a lock': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name   = aws_backup_vault.main.name
          changeable_for_days = 3
        }`,
    },
    bad: {
      'no lock': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }`,
    },
    unknown: {
      'a lock of a vault that is not known': `
        variable "vault" {}
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "some" {
          backup_vault_name = var.vault
        }`,
    },
  },
});
