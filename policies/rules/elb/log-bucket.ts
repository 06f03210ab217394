import { any, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { type Statement } from '../../../review/iam/document';
import { documentOf } from '../../../review/iam/read-document';
import { matchesText } from '../../../review/iam/text-matching';
import { and, some, type Truth } from '../../../review/iam/three-valued-logic';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { elided } from '../../../review/model/text';
import { Unknown } from '../../../review/model/value';

/** Who writes logs: in older Regions an AWS account, in newer ones and for Network Load Balancers a service. */
const writers = /^(logdelivery\.elasticloadbalancing|delivery\.logs|logdelivery\.elb)\.amazonaws\.com(\.cn)?$/;

function admitsLogs({ effect, principals = [], actions = [] }: Statement): Truth {
  const isWriter = principals.some(
    ({ type, id }) =>
      (type === 'Service' && writers.test(elided(id))) ||
      (type === 'AWS' && /^(arn:[^:]*:iam::)?\d{12}(:root)?$/.test(elided(id))),
  );
  return and(
    effect === 'Allow',
    isWriter,
    some(actions, (action) => matchesText(action, 's3:PutObject', true)),
  );
}

/** The verdict that a policy of a bucket lets the log delivery service write. */
export function admitsLogDelivery(graph: Graph, bucket: Resource, place: string, expected: string): Verdict {
  const { found, unknown } = graph.children(bucket, 'aws_s3_bucket_policy', 'bucket');
  return any([
    ...[...found, bucket].map((resource): Verdict => {
      const document = documentOf(resource.at('policy'));
      if (document instanceof Unknown) return notKnown(place, expected, document);
      const isAdmitted = some(document?.statements ?? [], admitsLogs);
      if (isAdmitted === true) return pass;
      const doubt = isAdmitted || document?.unknown;
      return doubt
        ? notKnown(place, expected, doubt)
        : failing(place, expected, `${bucket.address}, whose policy does not`);
    }),
    ...(unknown ? [notKnown(place, expected, unknown)] : []),
  ]);
}
