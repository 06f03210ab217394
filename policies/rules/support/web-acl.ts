import { failing, notKnown, pass, type Verdict } from '../../engine/verdict';
import type { Graph } from '../../model/graph';
import type { Resource } from '../../model/resource';

const wanted = 'an aws_wafv2_web_acl_association';

/** That a resource is associated with a WAFv2 web ACL, in any stack. */
export function protectedBy(graph: Graph, resource: Resource): Verdict {
  const { found, unknown } = graph.children(resource, 'aws_wafv2_web_acl_association', 'resource_arn');
  if (found.length > 0) return pass;
  return unknown ? notKnown(undefined, wanted, unknown) : failing(undefined, wanted, 'none in any stack');
}
