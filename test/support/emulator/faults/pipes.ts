import { editJson, json } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const pipes = (): Fault[] => [updates()];

type Kept = Record<string, any>;

/** What an update says of a pipe takes the place of what it had; of a source's parameters it cannot say where reading began (EventBridge Pipes API reference, UpdatePipe). */
function updates(): Fault {
  const kept = new Map<string, Kept>();
  const keyOf = ({ region, url }: Call) => `${region} ${/\/v1\/pipes\/([^/?]+)/.exec(url)?.[1]}`;
  return {
    service: 'pipes',
    fault: 'changes no pipe',
    answers: {
      'PUT /v1': async (call, next) => {
        const described = await next({ ...call, method: 'GET', body: Buffer.alloc(0), action: 'GET /v1' });
        if (described.status >= 300) return described;
        kept.set(keyOf(call), { ...kept.get(keyOf(call)), ...call.json });
        const { Arn, Name } = JSON.parse(described.body.toString());
        return json({ Arn, Name, CurrentState: 'RUNNING', DesiredState: 'RUNNING' });
      },
      'GET /v1': async (call, next) =>
        editJson(await next(call), (pipe) => {
          const { SourceParameters: source, ...changed } = kept.get(keyOf(call)) ?? {};
          Object.assign(pipe, changed);
          if (source) pipe.SourceParameters = merged(pipe.SourceParameters, source);
        }),
      'DELETE /v1': (call, next) => {
        kept.delete(keyOf(call));
        return next(call);
      },
    },
    isThere: async (moto) => {
      const { status, text } = await moto.rest('pipes', 'PUT', '/v1/pipes/none', {
        RoleArn: 'arn:aws:iam::1:role/none',
      });
      return status >= 400 && !text.includes('NotFoundException');
    },
  };
}

/** Parameters of each kind keep what is not told; filters are those that are told. */
function merged(before: Kept = {}, { FilterCriteria: filters, ...kinds }: Kept): Kept {
  const { FilterCriteria: _, ...old } = before;
  const parts = Object.entries(kinds).map(([kind, its]) => [kind, { ...old[kind], ...(its as object) }]);
  return { ...old, ...Object.fromEntries(parts), ...(filters && { FilterCriteria: filters }) };
}
