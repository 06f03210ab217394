import { json, jsonError } from '../answer';
import type { Answerer, Fault } from '../fault';

export const costExplorer = (account: string): Fault[] => [anomalyDetection(account)];

function anomalyDetection(account: string): Fault {
  const kept = new Map<string, Record<string, any>>();
  const tags = new Map<string, { Key: string; Value: string }[]>();
  /** Create, read, update and delete of one kind; AWS names them alike. */
  const kind = (name: 'Monitor' | 'Subscription'): Record<string, Answerer> => {
    const arnKey = `${name}Arn`;
    const type = `Anomaly${name}`;
    const missing = (arn: string) => jsonError(`Unknown${name}Exception`, arn);
    return {
      [`Create${type}`]: ({ json: body }) => {
        const arn = `arn:aws:ce::${account}:${type.toLowerCase()}/${kept.size + 1}`;
        kept.set(arn, { ...body[type], [arnKey]: arn });
        tags.set(arn, body.ResourceTags ?? []);
        return json({ [arnKey]: arn });
      },
      [`Get${type}s`]: ({ json: body }) => {
        const [arn] = body[`${arnKey}List`];
        const found = kept.get(arn);
        return found ? json({ [`${type}s`]: [found] }) : missing(arn);
      },
      [`Update${type}`]: ({ json: body }) => {
        const found = kept.get(body[arnKey]);
        return found ? (Object.assign(found, body), json({ [arnKey]: body[arnKey] })) : missing(body[arnKey]);
      },
      [`Delete${type}`]: ({ json: body }) =>
        kept.delete(body[arnKey]) ? (tags.delete(body[arnKey]), json({})) : missing(body[arnKey]),
    };
  };
  return {
    service: 'ce',
    fault: 'has no anomaly detection',
    answers: {
      ...kind('Monitor'),
      ...kind('Subscription'),
      ListTagsForResource: ({ json: { ResourceArn } }) => json({ ResourceTags: tags.get(ResourceArn) ?? [] }),
    },
    isThere: async (moto) => {
      const { status } = await moto.json('ce', 'AWSInsightsIndexService.CreateAnomalyMonitor');
      return status === 500;
    },
  };
}
