import { editJson } from '../answer';
import type { Api } from '../api';
import { withJson, type Answer, type Call } from '../call';
import type { Fault } from '../fault';

export const cloudtrail = (): Fault[] => [byArn(), described()];

const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101';
const named = ['StartLogging', 'StopLogging', 'GetTrailStatus', 'PutEventSelectors', 'GetEventSelectors'];

function byArn(): Fault {
  const byName = (call: Call, next: (call: Call) => Promise<Answer>) => {
    const { Name, TrailName } = call.json;
    const short = (text: string) => text.split('/').at(-1);
    return next(
      withJson(call, {
        ...(typeof Name === 'string' && { Name: short(Name) }),
        ...(typeof TrailName === 'string' && { TrailName: short(TrailName) }),
      }),
    );
  };
  return {
    service: 'cloudtrail',
    fault: 'does not find a trail by its ARN',
    answers: Object.fromEntries(named.map((action) => [action, byName])),
    isThere: async (moto) => {
      const { TrailARN: Name } = JSON.parse((await trail(moto, 'by-arn')).text);
      return (await moto.json('cloudtrail', `${target}.StartLogging`, { Name })).status !== 200;
    },
  };
}

function described(): Fault {
  return {
    service: 'cloudtrail',
    fault: 'describes all trails where some are asked for',
    answers: {
      DescribeTrails: async (call, next) =>
        editJson(await next(call), (body) => {
          const asked: readonly string[] = call.json.trailNameList ?? [];
          if (asked.length === 0) return;
          body.trailList = body.trailList.filter(
            ({ TrailARN, Name }: Record<string, string>) => asked.includes(TrailARN!) || asked.includes(Name!),
          );
        }),
    },
    isThere: async (moto) => {
      await trail(moto, 'one');
      await trail(moto, 'other');
      const { text } = await moto.json('cloudtrail', `${target}.DescribeTrails`, { trailNameList: ['one'] });
      return JSON.parse(text).trailList.length > 1;
    },
  };
}

async function trail(moto: Api, Name: string) {
  const bucket = `example-${Name}`;
  await moto.createBucket(bucket);
  return moto.json('cloudtrail', `${target}.CreateTrail`, { Name, S3BucketName: bucket });
}
