import { edit, resultError, xml } from '../answer';
import type { Call } from '../call';
import type { Answerer, Fault } from '../fault';

export const s3 = (): Fault[] => [policyConditions(), replication(), accountPublicAccessBlock()];

const bucket = ({ url }: Call) => url.slice(1).split(/[/?]/)[0]!;

/** moto keeps the statements that it can judge; the whole policy is kept here, for whoever reads it back. */
function policyConditions(): Fault {
  const policies = new Map<string, string>();
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

function replication(): Fault {
  const kept = new Map<string, string>();
  return {
    service: 's3',
    fault: 'forgets which encrypted objects a bucket replicates',
    answers: {
      'PUT bucket?replication': async (call, next) => {
        const answer = await next(call);
        if (answer.status < 300) kept.set(bucket(call), call.body.toString());
        return answer;
      },
      'GET bucket?replication': async (call, next) => edit(await next(call), (told) => kept.get(bucket(call)) ?? told),
    },
    isThere: async (moto) => {
      await moto.createBucket('replicated');
      const versions = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
      await moto.s3('PUT', '/replicated?versioning', versions);
      const encrypted = '<SseKmsEncryptedObjects><Status>Enabled</Status></SseKmsEncryptedObjects>';
      const rule =
        '<ID>all</ID><Priority>1</Priority><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>' +
        `<SourceSelectionCriteria>${encrypted}</SourceSelectionCriteria>` +
        '<Destination><Bucket>arn:aws:s3:::replicated</Bucket></Destination>';
      const role = '<Role>arn:aws:iam::111122223333:role/replication</Role>';
      const body = `<ReplicationConfiguration>${role}<Rule>${rule}</Rule></ReplicationConfiguration>`;
      const put = await moto.s3('PUT', '/replicated?replication', body);
      const { text } = await moto.s3('GET', '/replicated?replication');
      return put.status < 300 && !text.includes('SourceSelectionCriteria');
    },
  };
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
