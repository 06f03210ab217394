import { eachBlock, type Block } from '../../../review/engine/attribute';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, step, Unknown } from '../../../review/model/value';
import { listeners } from './balancers';

export const listenerRules: readonly string[] = ['aws_lb_listener_rule', 'aws_alb_listener_rule'];

/** The actions of a listener or of a rule of it. */
export function actionsOf(resource: Resource): readonly Block[] | Unknown {
  return eachBlock(resource, listeners.includes(resource.type) ? 'default_action' : 'action');
}

/** The blocks of an action that sign people in, by Cognito or by another provider of identities. */
export function signInOf({ path, values }: Block): readonly Block[] | Unknown {
  const kinds = ['authenticate_cognito', 'authenticate_oidc'].map(
    (kind) => [`${path}.${kind}`, blocksOf(step(values, kind))] as const,
  );
  const found: Block[] = [];
  for (const [path, blocks] of kinds) {
    if (blocks instanceof Unknown) return blocks;
    found.push(...blocks.map((values) => ({ path, values })));
  }
  return found;
}
