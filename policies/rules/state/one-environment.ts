import { defineRule } from '../../../review/engine/rule';
import { all, failing, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { memoized } from '../../../review/memoize';
import { backendAttribute, backendOf } from './backend';

const shared = ['bucket', 'kms_key_id'] as const;

export const oneEnvironment = defineRule({
  id: 'state/one-environment',
  aliases: ['STATE-03'],
  title: 'Terraform state should belong to one environment',
  severity: 'high',
  why: 'If environments share a bucket, key or account, anyone who can plan dev can read the state of prod, and a wrong profile can apply dev to prod.',
  fix: 'Give each environment its own bucket and key, and set allowed_account_ids in backend "s3" to its account.',
  resources: ['@root'],
  check: (root, { graph }) => {
    if (backendOf(root) !== 's3') return [];
    return all([isOfOneAccount(root), ...shared.map((path) => isOwn(root, path, graph))]);
  },
  examples: {
    good: {
      'one account': `
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
      'a role of the account in place of its id': `
        terraform {
          backend "s3" {
            bucket = "example-prod-state"
            key    = "network.tfstate"
            assume_role = {
              role_arn = "arn:aws:iam::111122223333:role/state"
            }
          }
        }`,
    },
    bad: {
      'any account': `
        terraform {
          backend "s3" {
            bucket = "example-prod-state"
            key    = "network.tfstate"
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

function isOfOneAccount(root: Resource): Verdict {
  if (['assume_role.role_arn', 'role_arn'].some((path) => root.at(`backend.${path}`) !== undefined)) return pass;
  return backendAttribute(root, 'allowed_account_ids').satisfies(
    'the account of the environment',
    (value) => Array.isArray(value) && value.length === 1,
  );
}

/** No other environment has it. */
function isOwn(root: Resource, name: (typeof shared)[number], graph: Graph): Verdict {
  const { path, value } = backendAttribute(root, name);
  if (typeof value !== 'string') return pass;
  const others = [...(environmentsBy(graph, name).get(value) ?? [])].filter((one) => one !== root.environment);
  return others.length === 0
    ? pass
    : failing(path, 'one that no other environment uses', `one that is shared with ${others.sort().join(', ')}`);
}

const environmentsBy = memoized((graph: Graph, name: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const index = new Map<string, Set<string>>();
  for (const root of graph.all('@root')) {
    const value = root.at(`backend.${name}`);
    if (typeof value === 'string') index.set(value, (index.get(value) ?? new Set()).add(root.environment));
  }
  return index;
});
