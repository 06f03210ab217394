import { json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const logs = (): Fault[] => [queryDefinitions()];

interface Kept {
  readonly queryDefinitionId: string;
  readonly name: string;
  readonly queryString: string;
  readonly logGroupNames?: readonly string[];
  readonly lastModified: number;
}

function queryDefinitions(): Fault {
  const kept = new Map<string, Kept>();
  const keyOf = ({ region }: Call, id: string) => `${region}/${id}`;
  let made = 0;
  return {
    service: 'logs',
    fault: 'has no query definitions',
    answers: {
      PutQueryDefinition: (call) => {
        const { name, queryString, logGroupNames, queryDefinitionId } = call.json;
        const id = queryDefinitionId ?? `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
        kept.set(keyOf(call, id), { queryDefinitionId: id, name, queryString, logGroupNames, lastModified: 0 });
        return json({ queryDefinitionId: id });
      },
      DescribeQueryDefinitions: (call) => {
        const { queryDefinitionNamePrefix: prefix = '' } = call.json;
        const here = [...kept].filter(([key]) => key.startsWith(`${call.region}/`)).map(([, one]) => one);
        return json({ queryDefinitions: here.filter(({ name }) => name.startsWith(prefix)) });
      },
      DeleteQueryDefinition: (call) => {
        const id = call.json.queryDefinitionId;
        const success = kept.delete(keyOf(call, id));
        return success ? json({ success }) : jsonError('ResourceNotFoundException', id);
      },
    },
    isThere: async (moto) => {
      const query = { name: 'all', queryString: 'fields @message' };
      return (await moto.json('logs', 'Logs_20140328.PutQueryDefinition', query)).status >= 400;
    },
  };
}
