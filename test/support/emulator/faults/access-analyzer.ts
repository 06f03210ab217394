import { json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const accessAnalyzer = (account: string): Fault[] => [analyzers(account)];

interface Analyzer {
  readonly name: string;
  readonly arn: string;
  readonly tags: object;
}

function analyzers(account: string): Fault {
  const kept = new Map<string, Analyzer>();
  /** `/analyzer/account?clientToken=…` is about `account`. */
  const nameOf = ({ url }: Call) => decodeURIComponent(url.split(/[/?]/)[2]!);
  const keyOf = (call: Call, name: string) => `${call.region}/${name}`;
  return {
    service: 'access-analyzer',
    fault: 'has no Access Analyzer',
    answers: {
      'PUT /analyzer': (call) => {
        const { analyzerName: name, type, tags = {}, configuration } = call.json;
        const arn = `arn:aws:access-analyzer:${call.region}:${account}:analyzer/${name}`;
        const analyzer = { name, arn, type, tags, configuration, status: 'ACTIVE', createdAt: '2025-01-01T00:00:00Z' };
        kept.set(keyOf(call, name), analyzer);
        return json({ arn });
      },
      'GET /analyzer': (call) => {
        const analyzer = kept.get(keyOf(call, nameOf(call)));
        return analyzer ? json({ analyzer }) : jsonError('ResourceNotFoundException', nameOf(call), 404);
      },
      'DELETE /analyzer': (call) => {
        kept.delete(keyOf(call, nameOf(call)));
        return json({});
      },
      'GET /tags': (call) => {
        const analyzer = [...kept.values()].find(({ arn }) => decodeURIComponent(call.url).endsWith(arn));
        return json({ tags: analyzer?.tags ?? {} });
      },
    },
    isThere: async (moto) => {
      await moto.rest('access-analyzer', 'PUT', '/analyzer', { analyzerName: 'account', type: 'ACCOUNT' });
      const { text } = await moto.rest('access-analyzer', 'GET', '/analyzer/account');
      return !text.includes('ACTIVE');
    },
  };
}
