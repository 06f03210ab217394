import { edit, resultError, xml } from '../answer';
import type { Call } from '../call';
import type { Answerer, Fault } from '../fault';

export const s3 = (): Fault[] => [policyConditions(), accountPublicAccessBlock()];

/** moto keeps the statements that it can judge; the whole policy is kept here, for whoever reads it back. */
function policyConditions(): Fault {
  const policies = new Map<string, string>();
  const bucket = ({ url }: Call) => url.slice(1).split(/[/?]/)[0]!;
  return {
    service: 's3',
    fault: 'ignores the conditions of a bucket policy, so "deny what is not TLS" denies everything',
    answers: {
      'PUT bucket?policy': async (call, next) => {
        const policy = JSON.parse(call.body.toString());
        const Statement = policy.Statement.flatMap(judged);
        const answer = await next({ ...call, body: Buffer.from(JSON.stringify({ ...policy, Statement })) });
        if (answer.status < 300) policies.set(bucket(call), call.body.toString());
        return answer;
      },
      'GET bucket?policy': async (call, next) => edit(await next(call), (kept) => policies.get(bucket(call)) ?? kept),
    },
    isThere: async (moto) => {
      const denied = {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::conditions/*',
        Condition: { StringEquals: { 's3:x-amz-acl': 'public-read' } },
      };
      await moto.createBucket('conditions');
      await moto.s3('PUT', '/conditions?policy', JSON.stringify({ Version: '2012-10-17', Statement: [denied] }));
      return (await moto.s3('PUT', '/conditions/key', 'content')).status === 403;
    },
  };
}

/** What lets a service in stays, since moto looks for it before it logs to a bucket. */
function judged({ Condition, ...statement }: Record<string, any>): object[] {
  return !Condition || (statement.Effect === 'Allow' && statement.Principal?.Service) ? [statement] : [];
}

/** S3 Control has the account in its host name, which to moto without a name service is a bucket of that name. */
function accountPublicAccessBlock(): Fault {
  let kept: string | undefined;
  const path = /^\/\d{12}\/v20180820\/configuration\/publicAccessBlock/;
  const ours =
    (answer: (body: string) => ReturnType<typeof xml>): Answerer =>
    (call, next) =>
      path.test(call.url) ? answer(call.body.toString()) : next(call);
  return {
    service: 's3',
    fault: 'finds no public access block of an account at its own host',
    answers: {
      'PUT object': ours((body) => {
        kept = body;
        return xml('', 201);
      }),
      'GET object': ours(() =>
        kept === undefined ? resultError('NoSuchPublicAccessBlockConfiguration', 'none', 404) : xml(kept),
      ),
      'DELETE object': ours(() => {
        kept = undefined;
        return xml('', 204);
      }),
    },
    isThere: async (moto) => {
      const block = '/111122223333/v20180820/configuration/publicAccessBlock';
      return (await moto.s3('PUT', block, '<PublicAccessBlockConfiguration/>')).status >= 400;
    },
  };
}
