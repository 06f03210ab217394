import { defineRule, type Context } from '../../../review/engine/rule';
import { Attribute } from '../../../review/engine/attribute';
import { all, failing, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';
import { namesCustomerKey } from '../support/customer-key';
import { textOfValue } from '../support/text';

const shared = ['bucket', 'kms_key_id'] as const;

export const backendProtected = defineRule({
  id: 'state/backend-protected',
  aliases: ['STATE-01'],
  title: 'Terraform state should be encrypted, locked and separate for each environment',
  severity: 'high',
  why: 'State contains every attribute in plaintext, including passwords. Without a lock, two applies at the same time can corrupt it. If environments share a bucket, key or account, anyone who can plan dev can read the state of prod.',
  fix: 'In backend "s3" set encrypt = true, use_lockfile = true, kms_key_id to a key of the environment, and allowed_account_ids to its account. Give each environment its own bucket.',
  resources: ['@root'],
  check: (root, { graph }: Context) => {
    if (root.at('backend_type') !== 's3') return [];
    const read = (path: string): Attribute => new Attribute(`backend.${path}`, written(root, path));
    return all([
      isEncrypted(read('encrypt')),
      isLocked(read('use_lockfile'), written(root, 'dynamodb_table')),
      namesCustomerKey(read('kms_key_id')),
      isOfOneAccount(read('allowed_account_ids'), root),
      ...shared.map((path) => isOwn(root, read(path), path, graph)),
    ]);
  },
  examples: {
    good: {
      'all of it': `
        terraform {
          backend "s3" {
            bucket              = "example-prod-state"
            key                 = "network.tfstate"
            region              = "eu-west-1"
            encrypt             = true
            use_lockfile        = true
            kms_key_id          = "arn:aws:kms:eu-west-1:111122223333:alias/state"
            allowed_account_ids = ["111122223333"]
          }
        }`,
      'a role of the account in place of its id, and the older lock': `
        terraform {
          backend "s3" {
            bucket         = "example-prod-state"
            key            = "network.tfstate"
            encrypt        = true
            dynamodb_table = "locks"
            kms_key_id     = "alias/state"
            assume_role = {
              role_arn = "arn:aws:iam::111122223333:role/state"
            }
          }
        }`,
    },
    bad: {
      'nothing set': `
        terraform {
          backend "s3" {
            bucket = "example-prod-state"
            key    = "network.tfstate"
          }
        }`,
      'no lock': `
        terraform {
          backend "s3" {
            bucket              = "example-prod-state"
            key                 = "network.tfstate"
            encrypt             = true
            kms_key_id          = "alias/state"
            allowed_account_ids = ["111122223333"]
          }
        }`,
      'a key of S3': `
        terraform {
          backend "s3" {
            bucket              = "example-prod-state"
            key                 = "network.tfstate"
            encrypt             = true
            use_lockfile        = true
            allowed_account_ids = ["111122223333"]
          }
        }`,
    },
    unknown: {
      'a backend that gets the rest at init': `
        terraform {
          backend "s3" {
            encrypt = true
          }
        }`,
    },
  },
});

/** A backend without a bucket or a key gets the rest on the command line. OpenTofu also accepts variables. */
function written(root: Resource, path: string): Value | undefined {
  const value = root.at(`backend.${path}`);
  if (typeof value === 'string' && value.includes('${')) return new Unknown(`${value} is set at terraform init`);
  const isPartial = ['bucket', 'key'].some((required) => root.at(`backend.${required}`) === undefined);
  return value === undefined && isPartial ? new Unknown(`${path} may be set at terraform init`) : value;
}

function isEncrypted(encrypt: Attribute): Verdict {
  return new Attribute(encrypt.path, encrypt.value ?? false).is(true);
}

function isLocked(lockfile: Attribute, table: Value | undefined): Verdict {
  if (typeof table === 'string' && table !== '') return pass;
  return new Attribute(lockfile.path, lockfile.value ?? false).is(true);
}

function isOfOneAccount(accounts: Attribute, root: Resource): Verdict {
  if (['assume_role.role_arn', 'role_arn'].some((path) => root.at(`backend.${path}`) !== undefined)) return pass;
  return accounts.satisfies('the account of the environment', (value) => Array.isArray(value) && value.length === 1);
}

/** Whether no other environment uses it. */
function isOwn(root: Resource, { path, value }: Attribute, name: (typeof shared)[number], graph: Graph): Verdict {
  const others = [...(environmentsBy(graph, name).get(textOfValue(value)) ?? [])].filter(
    (one) => one !== root.environment,
  );
  if (typeof value !== 'string' || others.length === 0) return pass;
  return failing(path, 'one that no other environment uses', `one that is shared with ${others.sort().join(', ')}`);
}

const indexes = new WeakMap<Graph, Map<string, ReadonlyMap<string, ReadonlySet<string>>>>();

function environmentsBy(graph: Graph, name: string): ReadonlyMap<string, ReadonlySet<string>> {
  const ofGraph = indexes.get(graph) ?? new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  indexes.set(graph, ofGraph);
  const known = ofGraph.get(name);
  if (known) return known;
  const index = new Map<string, Set<string>>();
  for (const root of graph.all('@root')) {
    const value = root.at(`backend.${name}`);
    if (typeof value !== 'string') continue;
    index.set(value, (index.get(value) ?? new Set()).add(root.environment));
  }
  ofGraph.set(name, index);
  return index;
}
