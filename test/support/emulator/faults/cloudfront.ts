import { edit, resultError, text, textOf, xml } from '../answer';
import type { Answer, Call } from '../call';
import type { Fault } from '../fault';

export const cloudfront = (account: string): Fault[] => [
  distributionConfig(),
  responseHeadersPolicies(),
  functions(account),
];

const xmlns = 'xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"';
const time = '2025-01-01T00:00:00Z';

/** The document that a call sends, without its declaration and namespace. */
const sent = ({ body }: Call) =>
  body
    .toString()
    .replace(/<\?xml[^>]*\?>/, '')
    .replace(/ xmlns="[^"]*"/g, '')
    .trim();

/** The parts of a path behind the version: `['function', 'paths', 'publish']`. */
const parts = ({ url }: Call) => url.split('?')[0]!.split('/').slice(2);

/** Entity tags and ids that are as AWS's, and the same in every run. */
function counter(): (letter: string) => string {
  let count = 0;
  return (letter) => `${letter}${String(++count).padStart(13, '0')}`;
}

const tagged = (answer: Answer, etag: string, location = ''): Answer => ({
  ...answer,
  headers: { ...answer.headers, etag, ...(location && { location }) },
});

/** moto builds an answer from what it knows of a configuration, and does not know all; its ARN has one colon too few, and so has the one that it finds tags by. */
function distributionConfig(): Fault {
  const configs = new Map<string, string>();
  const whole = /<DistributionConfig\b[^>]*>[\s\S]*<\/DistributionConfig>/;
  /** The provider does not expect groups of origins to be left out. */
  const kept = (body: string) => {
    const config = whole.exec(body)![0];
    const none = '</Origins><OriginGroups><Quantity>0</Quantity></OriginGroups>';
    return config.includes('<OriginGroups>') ? config : config.replace('</Origins>', none);
  };
  const corrected = (body: string) => body.replace(/(<ARN>arn:aws:cloudfront:)(?=\d)/g, '$1:');
  return {
    service: 'cloudfront',
    fault: 'forgets parts of the configuration of a distribution, and gives it an ARN that AWS refuses',
    answers: {
      'POST /distribution': async (call, next) => {
        const answer = await next(call);
        if (answer.status < 300) configs.set(textOf('Id', answer.body.toString())!, kept(sent(call)));
        return edit(answer, corrected);
      },
      'PUT /distribution': async (call, next) => {
        const answer = await next(call);
        if (answer.status < 300) configs.set(parts(call)[1]!, kept(sent(call)));
        return edit(answer, corrected);
      },
      'GET /distribution': async (call, next) =>
        edit(await next(call), (body) => {
          const config = configs.get(parts(call)[1] ?? '');
          return corrected(config ? body.replace(whole, () => config) : body);
        }),
      'GET /tagging': (call, next) => next({ ...call, url: call.url.replace(/(cloudfront%3A)%3A/i, '$1') }),
      'POST /tagging': (call, next) => next({ ...call, url: call.url.replace(/(cloudfront%3A)%3A/i, '$1') }),
    },
    isThere: async (moto) => {
      const made = await moto.xml('cloudfront', 'POST', '/2020-05-31/distribution', smallest);
      return /<ARN>arn:aws:cloudfront:\d/.test(made.text);
    },
  };
}

/** The least that moto takes for a distribution. */
const smallest =
  `<DistributionConfig ${xmlns}><CallerReference>a</CallerReference><Comment></Comment><Enabled>false</Enabled><Origins><Quantity>1</Quantity><Items><Origin>` +
  '<Id>a</Id><DomainName>a.s3.eu-west-1.amazonaws.com</DomainName><S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins>' +
  '<DefaultCacheBehavior><TargetOriginId>a</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy></DefaultCacheBehavior></DistributionConfig>';

function responseHeadersPolicies(): Fault {
  const policies = new Map<string, { readonly config: string; readonly etag: string }>();
  const next = counter();
  const told = (id: string, status = 200) => {
    const { config, etag } = policies.get(id)!;
    const body = `<ResponseHeadersPolicy ${xmlns}><Id>${id}</Id><LastModifiedTime>${time}</LastModifiedTime>${config}</ResponseHeadersPolicy>`;
    return tagged(xml(body, status), etag, `/${id}`);
  };
  const ofKnown = (answer: (id: string, call: Call) => Answer) => (call: Call) => {
    const id = parts(call)[1] ?? '';
    return policies.has(id) ? answer(id, call) : resultError('NoSuchResponseHeadersPolicy', `no ${id}`, 404);
  };
  const keep = (id: string, call: Call) => policies.set(id, { config: sent(call), etag: next('E') });
  return {
    service: 'cloudfront',
    fault: 'has no response headers policies',
    answers: {
      'POST /response-headers-policy': (call) => {
        const id = `67f7725c-6f97-4210-82d7-${next('').slice(-12)}`;
        keep(id, call);
        return told(id, 201);
      },
      'GET /response-headers-policy': ofKnown((id) => told(id)),
      'PUT /response-headers-policy': ofKnown((id, call) => {
        keep(id, call);
        return told(id);
      }),
      'DELETE /response-headers-policy': ofKnown((id) => {
        policies.delete(id);
        return xml('', 204);
      }),
    },
    isThere: async (moto) =>
      (await moto.xml('cloudfront', 'GET', '/2020-05-31/response-headers-policy')).status === 404,
  };
}

interface Code {
  readonly config: string;
  readonly code: Buffer;
  readonly etag: string;
  readonly isLive: boolean;
}

function functions(account: string): Fault {
  const known = new Map<string, Code>();
  const next = counter();
  const summary = (name: string, stage: string) => {
    const { config, isLive } = known.get(name)!;
    return (
      `<FunctionSummary ${xmlns}><Name>${text(name)}</Name><Status>${isLive ? 'DEPLOYED' : 'UNPUBLISHED'}</Status>${config}` +
      `<FunctionMetadata><FunctionARN>arn:aws:cloudfront::${account}:function/${name}</FunctionARN><Stage>${stage}</Stage>` +
      `<CreatedTime>${time}</CreatedTime><LastModifiedTime>${time}</LastModifiedTime></FunctionMetadata></FunctionSummary>`
    );
  };
  const told = (name: string, stage = 'DEVELOPMENT', status = 200) =>
    tagged(xml(summary(name, stage), status), known.get(name)!.etag, `/${name}`);
  const keep = (name: string, call: Call) => {
    const config = /<FunctionConfig>[\s\S]*<\/FunctionConfig>/.exec(sent(call))![0];
    const code = Buffer.from(textOf('FunctionCode', sent(call))!, 'base64');
    known.set(name, { config, code, etag: next('E'), isLive: false });
  };
  return {
    service: 'cloudfront',
    fault: 'has no functions',
    answers: {
      'POST /function': (call) => {
        const [, path, publish] = parts(call);
        const name = path ?? textOf('Name', sent(call))!;
        if (publish) known.set(name, { ...known.get(name)!, isLive: true });
        else keep(name, call);
        return publish ? told(name, 'LIVE') : told(name, 'DEVELOPMENT', 201);
      },
      'PUT /function': (call) => {
        keep(parts(call)[1]!, call);
        return told(parts(call)[1]!);
      },
      'GET /function': (call) => {
        const [, name = '', describe] = parts(call);
        const found = known.get(name);
        const stage = /Stage=LIVE/.test(call.url) ? 'LIVE' : 'DEVELOPMENT';
        if (!found || (stage === 'LIVE' && !found.isLive))
          return resultError('NoSuchFunctionExists', `no ${name}`, 404);
        if (describe) return told(name, stage);
        const { code: body, etag } = found;
        return { status: 200, headers: { 'content-type': 'application/octet-stream', etag }, body };
      },
      'DELETE /function': (call) => {
        known.delete(parts(call)[1]!);
        return xml('', 204);
      },
    },
    isThere: async (moto) => (await moto.xml('cloudfront', 'GET', '/2020-05-31/function')).status === 404,
  };
}
