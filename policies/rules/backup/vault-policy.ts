import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { unknownIn, type Condition, type Document } from '../../../review/iam/document';
import { namesEveryone } from '../../../review/iam/openness';
import { coversText } from '../../../review/iam/text-matching';
import { Unknown } from '../../../review/model/value';
import { isAtLeastMedium } from '../support/criticality';
import { policiesOf } from '../support/policies';

/** Those of AWS Config's rule backup-recovery-point-manual-deletion-disabled. */
const kept = ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle', 'backup:PutBackupVaultAccessPolicy'];
const expected = `an aws_backup_vault_policy that denies ${kept.join(', ')} to everyone but named principals`;

export const vaultPolicy = defineRule({
  id: 'backup/vault-policy',
  aliases: ['BKP-05'],
  title: 'The policy of a backup vault should keep what is in it',
  severity: 'medium',
  why: 'Whoever has administrative rights to the account, a pipeline among them, deletes recovery points by hand or shortens their retention. A Deny in the policy of the vault holds against every identity policy.',
  fix: `Add ${expected}, by a condition on aws:PrincipalArn.`,
  resources: ['aws_backup_vault'],
  optOuts: ['deletion_protection'],
  check: (vault, context) => {
    if (!isAtLeastMedium(context)) return [];
    const found = context.graph.children(vault, 'aws_backup_vault_policy', 'backup_vault_name', 'name');
    const documents = found.found.flatMap((policy) => policiesOf(policy)).map(({ document }) => document);
    if (documents.some((document) => !(document instanceof Unknown) && keeps(document))) return pass;
    const unknown = documents.map((one) => (one instanceof Unknown ? one : unknownIn(one))).find(Boolean);
    const because = found.unknown ?? unknown;
    if (because) return notKnown(undefined, expected, because);
    return failing(undefined, expected, documents.length === 0 ? 'none' : 'one that does not');
  },
  examples: {
    good: {
      'a policy that denies deletion to all but one role': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_policy" "main" {
          backup_vault_name = aws_backup_vault.main.name
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"]
              Resource  = "*"
              Condition = { ArnNotEquals = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/administrator" } }
            }]
          })
        }`,
    },
    bad: {
      'no policy': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }`,
      'a policy that leaves the retention open': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_policy" "main" {
          backup_vault_name = aws_backup_vault.main.name
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = ["backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy"]
              Resource  = "*"
            }]
          })
        }`,
      'a policy that denies one role alone': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_policy" "main" {
          backup_vault_name = aws_backup_vault.main.name
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"]
              Resource  = "*"
              Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/intern" } }
            }]
          })
        }`,
    },
    unknown: {
      'a policy without a value': `
        variable "policy" {}
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_policy" "main" {
          backup_vault_name = aws_backup_vault.main.name
          policy            = var.policy
        }`,
    },
  },
});

function keeps({ statements }: Document): boolean {
  const denying = statements.filter(
    (statement) =>
      statement.effect === 'Deny' &&
      namesEveryone(statement) === true &&
      !statement.notPrincipals &&
      statement.conditions.every(isException),
  );
  return kept.every((action) =>
    denying.some(({ actions }) => actions?.some((one) => coversText(one, action, true) === true)),
  );
}

/** All but those who are named: a Deny of some alone leaves the others. */
function isException({ key, operator }: Condition): boolean {
  return /^aws:(principalarn|userid)$/i.test(key) && /^(Arn|String)Not/i.test(String(operator));
}
