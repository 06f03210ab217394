import { element, result, resultError } from '../../answer';
import { structures, type Call } from '../../call';
import type { Answerer, Fault } from '../../fault';
import { Tags } from './tags';

interface ParameterGroup {
  readonly described: string;
  readonly parameters: Map<string, string>;
}

export function parameterGroups(account: string): Fault {
  const groups = new Map<string, ParameterGroup>();
  const tags = new Tags(account);
  /** Answers about the group that the call names, or that there is none. */
  const about =
    (answer: (group: ParameterGroup, call: Call, name: string) => string): Answerer =>
    (call) => {
      const name = call.form.get('CacheParameterGroupName')!;
      const group = groups.get(name);
      return group
        ? result(call.action, answer(group, call, name))
        : resultError('CacheParameterGroupNotFound', name, 404);
    };
  const changed = (call: Call) => structures(call.form, 'ParameterNameValues');
  return {
    service: 'elasticache',
    fault: 'has no parameter groups',
    answers: {
      ...tags.answers(),
      CreateCacheParameterGroup: (call) => {
        const name = call.form.get('CacheParameterGroupName')!;
        const arn = tags.arn(call, 'parametergroup', name);
        const described =
          element('CacheParameterGroupName', name) +
          element('CacheParameterGroupFamily', call.form.get('CacheParameterGroupFamily')!) +
          element('Description', call.form.get('Description')!) +
          element('ARN', arn);
        groups.set(name, { described, parameters: new Map() });
        tags.create(arn, call);
        return result(call.action, element('CacheParameterGroup', described));
      },
      DescribeCacheParameterGroups: about(({ described }) =>
        element('CacheParameterGroups', element('CacheParameterGroup', described)),
      ),
      DescribeCacheParameters: about(({ parameters }) => {
        const items = [...parameters].map(([name, value]) =>
          element('Parameter', element('ParameterName', name) + element('ParameterValue', value)),
        );
        return element('Parameters', items.join(''));
      }),
      ModifyCacheParameterGroup: about(({ parameters }, call, name) => {
        for (const { ParameterName, ParameterValue } of changed(call)) parameters.set(ParameterName!, ParameterValue!);
        return element('CacheParameterGroupName', name);
      }),
      ResetCacheParameterGroup: about(({ parameters }, call, name) => {
        for (const { ParameterName } of changed(call)) parameters.delete(ParameterName!);
        return element('CacheParameterGroupName', name);
      }),
      DeleteCacheParameterGroup: about((_group, _call, name) => (groups.delete(name), '')),
    },
    isThere: async (moto) => (await moto.query('elasticache', 'CreateCacheParameterGroup')).status === 500,
  };
}
