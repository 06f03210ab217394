import { Aspects, Fn, TerraformResource, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isOn, optOut, type OptOut } from '../opt-out';
import { assertProp, checkProps, either } from '../props';
import { backupTag } from './plan-props';
import { stores } from './stores';
import { backupTagKey } from './tag';

const planProp = { plan: either<string, OptOut>(backupTag, optOut) };

interface Store extends TerraformResource {
  readonly tagsInput?: Readonly<Record<string, string>>;
  tags: Readonly<Record<string, string>>;
  readonly replicateSourceDbInput?: string;
}

/**
 * Puts every store below `scope` into a backup plan, by the tag that the plan selects by: databases, clusters, tables, file systems and volumes, also those that are
 * added later. Read replicas are left alone, since their data is their source's.
 *
 * ```ts
 * backUp(new Table(this, 'orders', props), 'daily');
 * ```
 *
 * @param plan the value of the tag of a `BackupPlan`; or why no plan has the stores, which the review sees.
 * @throws PropsError for what is neither; at synthesis, for a store that was put into another plan.
 */
export function backUp(scope: IConstruct, plan: string | OptOut): void {
  checkProps(scope, planProp, { plan });
  if (typeof plan !== 'string') {
    for (const store of scope.node.findAll().filter(isStore)) isOn(store, 'backup_plan', plan);
    return;
  }
  Aspects.of(scope).add({
    visit(node: IConstruct): void {
      if (isStore(node)) node.tags = tagged(node, plan);
    },
  });
}

function tagged(store: Store, plan: string): Store['tags'] {
  const { tagsInput: own = {} } = store;
  const tag = { [backupTagKey]: plan };
  // A reference to a map: only Terraform knows what is in it.
  if (Token.isUnresolved(own)) return Token.asStringMap(Fn.merge([own, tag]));
  const other = own[backupTagKey];
  assertProp(store, `tags.${backupTagKey}`, other === undefined || other === plan, plan, other);
  return { ...own, ...tag };
}

function isStore(node: IConstruct): node is Store {
  if (!TerraformResource.isTerraformResource(node) || !(node.terraformResourceType in stores)) return false;
  return (node as Store).replicateSourceDbInput === undefined;
}
