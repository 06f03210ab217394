import { complianceLock } from '../../../policies/rules/backup/compliance-lock';
import { restoreTested } from '../../../policies/rules/backup/restore-tested';
import { vaultPolicy } from '../../../policies/rules/backup/vault-policy';
import type { Criticality } from '../../../review/criticality';
import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import type { Rule } from '../../../review/engine/rule';
import { graphOfHcl } from '../../../review/model/load';

const statuses = async (rule: Rule, hcl: string, criticality: Criticality) =>
  evaluate(await graphOfHcl(hcl), [rule], (name) => factsFor(name, criticality)).map(({ status }) => status);

const lock = `
  resource "aws_backup_vault_lock_configuration" "main" {
    backup_vault_name   = "main"
    changeable_for_days = 14
    min_retention_days  = 7
    max_retention_days  = 35
  }`;

test.each<[Criticality, string]>([
  ['critical', 'pass'],
  ['high', 'fail'],
  ['medium', 'fail'],
  ['low', 'fail'],
])('a lock that nobody can ever take away, in an environment of criticality %s: %s', async (criticality, status) => {
  expect(await statuses(complianceLock, lock, criticality)).toEqual([status]);
});

test('what is disposable needs no policy of its vault, and no restore on trial', async () => {
  const vault = 'resource "aws_backup_vault" "main" {\n  name = "main"\n}';
  expect(await statuses(vaultPolicy, vault, 'low')).toEqual([]);
  expect(await statuses(vaultPolicy, vault, 'medium')).toEqual(['fail']);
  const plan = 'resource "aws_backup_plan" "daily" {\n  name = "daily"\n}';
  expect(await statuses(restoreTested, plan, 'medium')).toEqual([]);
  expect(await statuses(restoreTested, plan, 'high')).toEqual(['fail']);
});
