import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';

const expected = 'an aws_wafv2_web_acl_association';

/** The verdict that a resource is associated with a WAFv2 web ACL, in any stack. */
export function protectedBy(graph: Graph, resource: Resource): Verdict {
  const { found, unknown } = graph.children(resource, 'aws_wafv2_web_acl_association', 'resource_arn');
  if (found.length > 0) return pass;
  return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none in any stack');
}
