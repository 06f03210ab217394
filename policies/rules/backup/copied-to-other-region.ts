import { defineRule, type Context } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { blocksOf, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { memoized } from '../../../review/memoize';
import { isCritical } from '../support/criticality';
import { textOfValue } from '../support/text';

const copy = 'a copy_action to a vault in another region';

export const copiedToOtherRegion = defineRule({
  id: 'backup/copied-to-other-region',
  aliases: ['BKP-04'],
  title: 'Backups of a critical environment should be copied to another Region',
  severity: 'medium',
  why: 'A backup in the same Region is lost or unavailable together with the data.',
  fix: 'Add a copy_action to each rule of the plans that use the vault, with a vault in another Region.',
  resources: ['aws_backup_vault'],
  check: (vault, context) => (isCritical(context) ? all(copies(vault, context)) : []),
  examples: {
    good: {
      'a copy in another region': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_plan" "daily" {
          rule {
            rule_name         = "daily"
            target_vault_name = aws_backup_vault.main.name
            copy_action {
              destination_vault_arn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:copies"
            }
          }
        }`,
    },
    bad: {
      'no copy': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
          }
        }`,
      'a copy in the same region': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = "main"
            copy_action {
              destination_vault_arn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:copies"
            }
          }
        }`,
    },
    unknown: {
      'a plan whose vault is not known': `
        variable "vault" {}
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = var.vault
          }
        }`,
      'a copy to a vault that is not known': `
        variable "vault" {}
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_plan" "daily" {
          rule {
            target_vault_name = aws_backup_vault.main.name
            copy_action {
              destination_vault_arn = var.vault
            }
          }
        }`,
    },
  },
});

/** One verdict for each rule of a plan that fills the vault. */
function copies(vault: Resource, { graph }: Context): Verdict[] {
  const { byVault, unknown } = rulesOf(graph);
  const inDoubt = byVault.has(vault) || !unknown ? [] : [notKnown(undefined, copy, unknown)];
  const judged = (byVault.get(vault) ?? []).map((rule) => {
    const actions = blocksOf(rule.copy_action);
    if (actions instanceof Unknown) return notKnown(undefined, copy, actions);
    const elsewhere = actions.map((action) => isElsewhere(vault, action.destination_vault_arn, graph));
    if (elsewhere.includes(true)) return pass;
    const unknown = elsewhere.find((one) => one instanceof Unknown);
    return unknown instanceof Unknown ? notKnown(undefined, copy, unknown) : failing(undefined, copy, 'none');
  });
  return [...inDoubt, ...judged];
}

function isElsewhere(vault: Resource, target: Value | undefined, graph: Graph): boolean | Unknown {
  const found = graph.resolveBy(vault, target, 'aws_backup_vault', 'name');
  if (found instanceof Unknown) return found;
  const region = found ? found.provider.region : textOfValue(target).split(':')[3];
  const { region: own } = vault.provider;
  if (found?.provider === vault.provider || region === '') return false;
  return region === undefined || own === undefined ? new Unknown('the region of a provider') : region !== own;
}

interface PlanRules {
  readonly byVault: ReadonlyMap<Resource, readonly ValueMap[]>;
  /** Why there may be more. */
  readonly unknown?: Unknown;
}

const rulesOf = memoized((graph: Graph): PlanRules => {
  const byVault = new Map<Resource, ValueMap[]>();
  let unknown: Unknown | undefined;
  for (const plan of graph.all('aws_backup_plan')) {
    const rules = plan.blocks('rule');
    if (rules instanceof Unknown) unknown ??= rules;
    for (const rule of rules instanceof Unknown ? [] : rules) {
      const vault = graph.resolveBy(plan, rule.target_vault_name, 'aws_backup_vault', 'name');
      if (vault instanceof Unknown) unknown ??= vault;
      if (vault instanceof Resource) byVault.set(vault, [...(byVault.get(vault) ?? []), rule]);
    }
  }
  return unknown ? { byVault, unknown } : { byVault };
});
