import { element, result, text } from '../answer';
import { strings, structures, type Call } from '../call';
import type { Fault } from '../fault';

export const cloudwatch = (account: string): Fault[] => [compositeAlarms(account)];

/** What was put, by its members in the query protocol, and the tags. */
interface Kept {
  readonly form: URLSearchParams;
  readonly tags: Map<string, string>;
}

function compositeAlarms(account: string): Fault {
  const kept = new Map<string, Kept>();
  const keyOf = ({ region }: Call, name: string) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
  const named = (call: Call) =>
    strings(call.form, 'AlarmNames').flatMap((name) => (kept.has(keyOf(call, name)) ? [keyOf(call, name)] : []));
  const tagged = ({ form }: Call) => kept.get(form.get('ResourceARN') ?? '');
  return {
    service: 'monitoring',
    fault: 'has no composite alarms',
    answers: {
      PutCompositeAlarm: (call) => {
        const key = keyOf(call, call.form.get('AlarmName')!);
        // Those of an alarm that is there are changed by TagResource alone (CloudWatch API reference, PutCompositeAlarm, Tags).
        const given = structures(call.form, 'Tags').map(({ Key, Value }) => [Key!, Value ?? ''] as const);
        kept.set(key, { form: call.form, tags: kept.get(key)?.tags ?? new Map(given) });
        return result('PutCompositeAlarm');
      },
      DescribeAlarms: (call, next) => {
        if (!strings(call.form, 'AlarmTypes').includes('CompositeAlarm')) return next(call);
        const found = named(call).map((arn) => element('member', described(arn, kept.get(arn)!)));
        return result('DescribeAlarms', element('CompositeAlarms', found.join('')));
      },
      DeleteAlarms: (call, next) => {
        const found = named(call);
        if (found.length === 0) return next(call);
        for (const arn of found) kept.delete(arn);
        return result('DeleteAlarms');
      },
      ListTagsForResource: (call, next) => {
        const alarm = tagged(call);
        if (!alarm) return next(call);
        const tags = [...alarm.tags].map(([key, value]) =>
          element('member', element('Key', text(key)) + element('Value', text(value))),
        );
        return result('ListTagsForResource', element('Tags', tags.join('')));
      },
      TagResource: (call, next) => {
        const alarm = tagged(call);
        if (!alarm) return next(call);
        for (const { Key, Value } of structures(call.form, 'Tags')) alarm.tags.set(Key!, Value ?? '');
        return result('TagResource');
      },
      UntagResource: (call, next) => {
        const alarm = tagged(call);
        if (!alarm) return next(call);
        for (const key of strings(call.form, 'TagKeys')) alarm.tags.delete(key);
        return result('UntagResource');
      },
    },
    isThere: async (moto) => {
      const alarm = { AlarmName: 'all', AlarmRule: 'TRUE' };
      return (await moto.query('monitoring', 'PutCompositeAlarm', alarm)).status >= 400;
    },
  };
}

function described(arn: string, { form }: Kept): string {
  const members = [
    ...['AlarmName', 'AlarmDescription', 'AlarmRule', 'ActionsEnabled'],
    ...['ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'],
  ].map((name) => {
    const value = form.get(name);
    return element(name, value === null ? undefined : text(value));
  });
  const lists = ['AlarmActions', 'OKActions', 'InsufficientDataActions'].map((name) =>
    element(
      name,
      strings(form, name)
        .map((value) => element('member', text(value)))
        .join(''),
    ),
  );
  return [element('AlarmArn', arn), ...members, ...lists, element('StateValue', 'OK')].join('');
}
