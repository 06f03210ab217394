import { defineRule } from '../../../review/engine/rule';
import { fail, notKnown, pass } from '../../../review/engine/verdict';
import { isList, Reference, Unknown, unknownIn } from '../../../review/model/value';
import { textOfValue } from '../support/text';

export const snapshotNotPublic = defineRule({
  id: 'rds/snapshot-not-public',
  aliases: ['RDS-16'],
  title: 'RDS snapshots should not be public',
  severity: 'critical',
  why: 'Anyone with an AWS account can restore a public snapshot and read all data. Scanners find public snapshots within minutes.',
  fix: 'List the accounts that need the snapshot in shared_accounts, or remove it. Treat the data as disclosed from the day that it was shared.',
  resources: ['aws_db_snapshot', 'aws_db_cluster_snapshot', 'aws_db_snapshot_copy', 'aws_rds_cluster_snapshot_copy'],
  check: (snapshot) => {
    const [path, expected] = ['shared_accounts', 'accounts by their ids'];
    const accounts = snapshot.at(path);
    if (accounts instanceof Unknown) return notKnown(path, expected, accounts);
    if (accounts instanceof Reference) return notKnown(path, expected, `${accounts.toString()} is known after apply`);
    const list = isList(accounts) ? accounts : [accounts];
    if (list.some((account) => textOfValue(account).trim().toLowerCase() === 'all'))
      return fail(path, expected, accounts);
    const unknown = unknownIn(accounts);
    return unknown ? notKnown(path, expected, unknown) : pass;
  },
  examples: {
    good: {
      'not shared': `
        resource "aws_db_snapshot" "before_upgrade" {
          db_instance_identifier = "main"
          db_snapshot_identifier = "before-upgrade"
        }`,
      'shared with an account': `
        resource "aws_db_cluster_snapshot" "before_upgrade" {
          shared_accounts = ["111122223333"]
        }`,
    },
    bad: {
      'shared with all': `
        resource "aws_db_snapshot" "before_upgrade" {
          shared_accounts = ["all"]
        }`,
      'all, behind an account': `
        resource "aws_db_snapshot_copy" "before_upgrade" {
          shared_accounts = ["111122223333", "all"]
        }`,
    },
    unknown: {
      'a variable among the accounts': `
        variable "account" {}
        resource "aws_db_snapshot" "before_upgrade" {
          shared_accounts = ["111122223333", var.account]
        }`,
    },
  },
});
