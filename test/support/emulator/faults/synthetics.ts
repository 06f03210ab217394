import { json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const synthetics = (account: string): Fault[] => [canaries(account)];

interface Kept {
  readonly id: string;
  readonly told: Readonly<Record<string, any>>;
  readonly state: 'READY' | 'RUNNING' | 'STOPPED';
}

/** Runs no script: a canary that is started has the state of one that runs. */
function canaries(account: string): Fault {
  const kept = new Map<string, Kept>();
  const keyOf = ({ region }: Call, name: string) => `${region} ${name}`;
  /** `prod-shop` and `start` of `/canary/prod-shop/start`; of tags, the name in the ARN. */
  const asked = ({ url }: Call) => {
    const [, kind, of = '', verb] = new URL(url, 'http://aws.test').pathname.split('/').map(decodeURIComponent);
    return { name: kind === 'tags' ? (of.split(':').at(-1) ?? '') : of, verb };
  };
  const ofKept = (call: Call, answer: (one: Kept, key: string) => object) => {
    const { name } = asked(call);
    const one = kept.get(keyOf(call, name));
    return one ? json(answer(one, keyOf(call, name))) : jsonError('ResourceNotFoundException', name, 404);
  };
  const tagged = (call: Call, change: (tags: Record<string, string>) => Record<string, string>) =>
    ofKept(call, (one, key) => {
      kept.set(key, { ...one, told: { ...one.told, Tags: change(one.told.Tags ?? {}) } });
      return {};
    });
  return {
    service: 'synthetics',
    fault: 'starts, stops, changes and deletes no canary',
    answers: {
      'POST /canary': (call) => {
        const { verb } = asked(call);
        if (verb) {
          return ofKept(call, (one, key) => {
            kept.set(key, { ...one, state: verb === 'start' ? 'RUNNING' : 'STOPPED' });
            return {};
          });
        }
        const key = keyOf(call, call.json.Name);
        if (kept.has(key)) return jsonError('ConflictException', call.json.Name, 409);
        const id = `00000000-0000-4000-8000-${String(kept.size + 1).padStart(12, '0')}`;
        const one: Kept = { id, told: call.json, state: 'READY' };
        kept.set(key, one);
        return json({ Canary: described(account, call.region, one) });
      },
      'GET /canary': (call) => ofKept(call, (one) => ({ Canary: described(account, call.region, one) })),
      'PATCH /canary': (call) =>
        ofKept(call, (one, key) => {
          const { RunConfig, ...rest } = call.json;
          const told = { ...one.told, ...rest, RunConfig: { ...one.told.RunConfig, ...RunConfig } };
          kept.set(key, { ...one, told });
          return {};
        }),
      'DELETE /canary': (call) =>
        ofKept(call, (_, key) => {
          kept.delete(key);
          return {};
        }),
      'GET /tags': (call) => ofKept(call, ({ told }) => ({ Tags: told.Tags ?? {} })),
      'POST /tags': (call) => tagged(call, (tags) => ({ ...tags, ...call.json.Tags })),
      'DELETE /tags': (call) => {
        const gone = new URL(call.url, 'http://aws.test').searchParams.getAll('tagKeys');
        return tagged(call, (tags) => Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.includes(key))));
      },
    },
    isThere: async (moto) => {
      const { status, text } = await moto.rest('synthetics', 'PATCH', '/canary/none', {});
      return status >= 400 && !text.includes('ResourceNotFoundException');
    },
  };
}

/** As AWS tells of it: where artifacts go has no scheme, and environment variables are not told (CloudWatch Synthetics API reference, Canary). */
function described(account: string, region: string, { id, told, state }: Kept): object {
  const { Name, Code, RunConfig = {}, Schedule, ArtifactS3Location, ...rest } = told;
  const { EnvironmentVariables: _, ...run } = RunConfig;
  const lambda = (kind: string) => `arn:aws:lambda:${region}:${account}:${kind}:cwsyn-${Name}-${id}:1`;
  return {
    ...{ Id: id, Name, ...rest },
    ArtifactS3Location: String(ArtifactS3Location).replace('s3://', ''),
    Code: { Handler: Code.Handler, SourceLocationArn: lambda('layer') },
    ...{ EngineArn: lambda('function'), EngineConfigs: [{ EngineArn: lambda('function') }] },
    RunConfig: { EphemeralStorage: 1024, ...run },
    Schedule: { DurationInSeconds: 0, ...Schedule },
    Status: { State: state },
    Timeline: { Created: 1_767_225_600, LastModified: 1_767_225_600 },
  };
}
