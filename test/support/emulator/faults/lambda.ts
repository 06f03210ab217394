import type { Api } from '../api';
import { editJson } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const lambda = (): Fault[] => [settings(), aliasesOfSources()];

/** What moto forgets when a function is made, and again when it is changed. */
const forgotten = ['KMSKeyArn', 'LoggingConfig', 'EphemeralStorage', 'TracingConfig'];

function settings(): Fault {
  const kept = new Map<string, Record<string, unknown>>();
  const keep = (name: string, told: Record<string, unknown>) => {
    const known = forgotten.filter((member) => told[member] !== undefined);
    kept.set(name, { ...kept.get(name), ...Object.fromEntries(known.map((member) => [member, told[member]])) });
  };
  const edit = (found: Record<string, any>) => {
    for (const one of [found, found.Configuration ?? {}, ...(found.Versions ?? [])]) {
      Object.assign(one, kept.get(one.FunctionName));
    }
  };
  return {
    service: 'lambda',
    fault: 'forgets the key and the logging of a function, and changes neither its tracing nor its storage',
    answers: {
      'POST /functions': async (call, next) => {
        if (pathOf(call).length === 1) keep(call.json.FunctionName, call.json);
        return editJson(await next(call), edit);
      },
      'PUT /functions': async (call, next) => {
        const [, name = '', part] = pathOf(call);
        if (part === 'configuration') keep(name, call.json);
        return editJson(await next(call), edit);
      },
      'GET /functions': async (call, next) => editJson(await next(call), edit),
    },
    isThere: async (moto) => {
      const made = await create(moto, 'logged', { LoggingConfig: { LogFormat: 'JSON' } });
      return made.LoggingConfig?.LogFormat !== 'JSON';
    },
  };
}

/** `functions`, the name, and what of it is asked for. */
function pathOf({ url }: Call): readonly string[] {
  const parts = url.split('?')[0]!.split('/').filter(Boolean).map(decodeURIComponent);
  return parts.slice(parts.indexOf('functions'));
}

function aliasesOfSources(): Fault {
  const kept = new Map<string, string>();
  const edit = (found: Record<string, any>) => {
    const FunctionArn = kept.get(found.UUID);
    if (FunctionArn) Object.assign(found, { FunctionArn });
  };
  return {
    service: 'lambda',
    fault: 'has an event source mapping invoke the function in place of its alias',
    answers: {
      'POST /event-source-mappings': async (call, next) =>
        editJson(await next(call), (made) => {
          if (/:function:[^:]+:[^:]+$/.test(call.json.FunctionName)) kept.set(made.UUID, call.json.FunctionName);
          edit(made);
        }),
      'GET /event-source-mappings': async (call, next) => editJson(await next(call), edit),
      'PUT /event-source-mappings': async (call, next) => editJson(await next(call), edit),
    },
    isThere: async (moto) => {
      const { FunctionArn } = await create(moto, 'work', {});
      const FunctionVersion = '$LATEST';
      await moto.rest('lambda', 'POST', '/2015-03-31/functions/work/aliases', { Name: 'live', FunctionVersion });
      const queue = JSON.parse((await moto.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'work' })).text);
      const asked = { QueueUrl: queue.QueueUrl, AttributeNames: ['QueueArn'] };
      const { Attributes } = JSON.parse((await moto.json('sqs', 'AmazonSQS.GetQueueAttributes', asked)).text);
      const source = { EventSourceArn: Attributes.QueueArn, FunctionName: `${FunctionArn}:live` };
      const made = await moto.rest('lambda', 'POST', '/2015-03-31/event-source-mappings', source);
      return !String(JSON.parse(made.text).FunctionArn).endsWith(':live');
    },
  };
}

async function create(moto: Api, name: string, rest: object): Promise<Record<string, any>> {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const made = await moto.query('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument });
  const Role = /<Arn>([^<]+)</.exec(made.text)?.[1];
  const Code = { ZipFile: Buffer.from('no zip').toString('base64') };
  const asked = { FunctionName: name, Runtime: 'python3.13', Handler: 'app.handler', Role, Code, ...rest };
  return JSON.parse((await moto.rest('lambda', 'POST', '/2015-03-31/functions', asked)).text);
}
