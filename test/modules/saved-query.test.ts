import { flowLogQueries, jsonLogQueries, SavedQuery, type SavedQueryProps } from '../../modules/saved-query';
import { synth } from '../support/synth';

const saved = (rest: Partial<SavedQueryProps> = {}) =>
  synth(
    (stack) =>
      new SavedQuery(stack, 'query', {
        ...{
          name: 'prod/errors',
          logGroupNames: ['/aws/ecs/prod-web'],
          commands: ['filter level = "error"', 'limit 50'],
        },
        ...rest,
      }),
  );

describe('a saved query', () => {
  test('has a line for each command', () => {
    expect(saved().one('aws_cloudwatch_query_definition')).toEqual({
      name: 'prod/errors',
      log_group_names: ['/aws/ecs/prod-web'],
      query_string: 'filter level = "error"\n| limit 50',
    });
  });

  test.each<[prop: string, rest: Partial<SavedQueryProps>]>([
    ['name', { name: 'prod: errors' }],
    ['logGroupNames', { logGroupNames: [] }],
    ['logGroupNames', { logGroupNames: Array.from({ length: 51 }, (_, index) => `/group-${index}`) }],
    ['commands', { commands: [] }],
    ['commands[0]', { commands: ['fields @message\n| limit 5'] }],
  ])('refuses a %s that CloudWatch Logs refuses', (prop, rest) => {
    expect(() => saved(rest)).toThrow(`${prop}: expected`);
  });
});

/** The names of fields that a query asks for, without what it names itself. */
const fieldsIn = (commands: readonly string[]) => {
  const text = commands.join(' ').replace(/"[^"]*"/g, '');
  return [
    ...new Set(text.match(/\b(level|message|error|reason|requestId|method|route|status|milliseconds)\b/g)),
  ].sort();
};

describe('queries of JSON logs', () => {
  test('ask for what lines of the sample application have', () => {
    expect(fieldsIn(jsonLogQueries['slowest-requests'])).toEqual(['message', 'method', 'milliseconds', 'route']);
    expect(fieldsIn(jsonLogQueries['one-request'])).toContain('requestId');
    expect(fieldsIn(jsonLogQueries.errors)).toEqual(['error', 'level', 'message', 'reason', 'requestId']);
  });
});

describe('queries of flow logs', () => {
  test('take the fields that Insights finds in records of the default format', () => {
    expect(flowLogQueries('default')).toEqual({
      'refused-connections': [
        'filter action = "REJECT"',
        'stats count(*) as records by srcAddr, dstAddr, dstPort, protocol',
        'sort records desc',
        'limit 50',
      ],
    });
  });

  test('read the fields of another format from its text', () => {
    const fields = ['pkt-srcaddr', 'srcaddr', 'dstaddr', 'dstport', 'protocol', 'action'];
    const [parse, filter] = flowLogQueries(fields)['refused-connections']!;
    expect(parse).toBe('parse @message "* * * * * *" as pkt_srcaddr, srcaddr, dstaddr, dstport, protocol, action');
    expect(filter).toBe('filter action = "REJECT"');
  });

  test('ask for what records have, and are none where they do not say what was refused', () => {
    const [, , counted] = flowLogQueries(['srcaddr', 'dstaddr', 'action'])['refused-connections']!;
    expect(counted).toBe('stats count(*) as records by srcaddr, dstaddr');
    expect(flowLogQueries(['srcaddr', 'dstaddr'])).toEqual({});
    expect(flowLogQueries(['action'])).toEqual({});
  });
});
