import { json, jsonError } from '../answer';
import type { Fault } from '../fault';

export const applicationAutoscaling = (): Fault[] => [tags()];

type Tags = Readonly<Record<string, string>>;

function tags(): Fault {
  const kept = new Map<string, Tags>();
  return {
    service: 'application-autoscaling',
    fault: 'keeps no tags of scalable targets',
    answers: {
      RegisterScalableTarget: async (call, next) => {
        const answer = await next(call);
        const { ScalableTargetARN: arn } = JSON.parse(answer.body.toString());
        // Registered again, it is the same target, and keeps its tags.
        if (arn && !kept.has(arn)) kept.set(arn, call.json.Tags ?? {});
        return answer;
      },
      ListTagsForResource: (call) => {
        const { ResourceARN: arn } = call.json;
        const Tags = kept.get(arn);
        return Tags ? json({ Tags }) : jsonError('ResourceNotFoundException', arn);
      },
      TagResource: (call) => {
        const { ResourceARN: arn, Tags } = call.json;
        kept.set(arn, { ...kept.get(arn), ...Tags });
        return json({});
      },
      UntagResource: (call) => {
        const { ResourceARN: arn, TagKeys } = call.json;
        const left = Object.entries(kept.get(arn) ?? {}).filter(([key]) => !TagKeys.includes(key));
        kept.set(arn, Object.fromEntries(left));
        return json({});
      },
    },
    isThere: async (moto) => {
      const { status } = await moto.json('application-autoscaling', 'AnyScaleFrontendService.ListTagsForResource', {
        ResourceARN: 'arn:aws:application-autoscaling:eu-west-1:111111111111:scalable-target/1',
      });
      return status >= 404;
    },
  };
}
