import { defineRule, type Context } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { blocksOf, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { isCritical } from '../support/criticality';
import { textOfValue } from '../support/text';

const lock = 'an aws_backup_vault_lock_configuration';
const copy = 'a copy_action to a vault in another region';

export const vaultLocked = defineRule({
  id: 'backup/vault-locked',
  aliases: ['BKP-03'],
  title: 'Backups of a critical environment cannot be deleted, and are copied to another region',
  severity: 'medium',
  why: 'Who takes over the account deletes the backups first, then asks for money. A locked vault refuses everybody; a copy elsewhere is there when the region is not.',
  fix: `Add ${lock} for the vault, and copy_action to each rule of its plans with a vault of another region.`,
  resources: ['aws_backup_vault'],
  check: (vault, context) => {
    if (!isCritical(context)) return [];
    return all([isLocked(vault, context), ...copies(vault, context)]);
  },
  examples: {
    good: {
      'locked, and copied': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name   = aws_backup_vault.main.name
          changeable_for_days = 3
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
      neither: `
        resource "aws_backup_vault" "main" {
          name = "main"
        }`,
      'a copy in the same region': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_backup_vault" "main" {
          name = "main"
        }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name = "main"
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
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name = aws_backup_vault.main.name
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
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name = aws_backup_vault.main.name
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

function isLocked(vault: Resource, { graph }: Context): Verdict {
  const { found, unknown } = graph.children(vault, 'aws_backup_vault_lock_configuration', 'backup_vault_name', 'name');
  if (found.length > 0) return pass;
  return unknown ? notKnown(undefined, lock, unknown) : failing(undefined, lock, 'none');
}

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
  return region !== undefined && region !== '' && region !== vault.provider.region;
}

interface PlanRules {
  readonly byVault: ReadonlyMap<Resource, readonly ValueMap[]>;
  /** Why there may be more rules. */
  readonly unknown?: Unknown;
}

const indexes = new WeakMap<Graph, PlanRules>();

function rulesOf(graph: Graph): PlanRules {
  const known = indexes.get(graph);
  if (known) return known;
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
  const made = unknown ? { byVault, unknown } : { byVault };
  indexes.set(graph, made);
  return made;
}
