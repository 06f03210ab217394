import { editJson, json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const securityHub = (account: string): Fault[] => [
  settings(),
  standards(account),
  controls(account),
  aggregator(account),
];

/** `/standards/get?…` is `get`, and `/findingAggregator/get/arn:aws:…` too. */
const verb = ({ url }: Call) => url.split(/[/?]/)[2];

function settings(): Fault {
  const kept = new Map<string, object>();
  const keep = (call: Call) => {
    const { AutoEnableControls = true, ControlFindingGenerator = 'SECURITY_CONTROL' } = {
      ...kept.get(call.region),
      ...call.json,
    };
    kept.set(call.region, { AutoEnableControls, ControlFindingGenerator });
  };
  return {
    service: 'securityhub',
    fault: 'forgets how a hub is set, and cannot change it',
    answers: {
      'POST /accounts': (call, next) => (keep(call), next(call)),
      'PATCH /accounts': (call) => (keep(call), json({})),
      'GET /accounts': async (call, next) =>
        editJson(await next(call), (hub) => Object.assign(hub, kept.get(call.region))),
      'DELETE /accounts': (call, next) => (kept.delete(call.region), next(call)),
    },
    isThere: async (moto) => {
      await moto.rest('securityhub', 'POST', '/accounts', {});
      const { status } = await moto.rest('securityhub', 'PATCH', '/accounts', { AutoEnableControls: false });
      return status >= 400;
    },
  };
}

interface Subscription {
  readonly StandardsSubscriptionArn: string;
  readonly StandardsArn: string;
  readonly StandardsStatus: string;
  readonly StandardsInput: object;
}

/** What was subscribed to, by ARN of the subscription; those of one hub are kept by its region. */
function standards(account: string): Fault {
  const kept = new Map<string, Subscription>();
  const subscribe = (call: Call) =>
    call.json.StandardsSubscriptionRequests.map(({ StandardsArn }: { StandardsArn: string }) => {
      const name = StandardsArn.split('::standards/')[1];
      const arn = `arn:aws:securityhub:${call.region}:${account}:subscription/${name}`;
      const made = { StandardsSubscriptionArn: arn, StandardsArn, StandardsStatus: 'READY', StandardsInput: {} };
      kept.set(arn, made);
      return made;
    });
  const named = ({ json: { StandardsSubscriptionArns: arns = [...kept.keys()] }, region }: Call) =>
    (arns as string[]).filter((arn) => arn.split(':')[3] === region).flatMap((arn) => kept.get(arn) ?? []);
  return {
    service: 'securityhub',
    fault: 'has no standards',
    answers: {
      'POST /standards': (call) => {
        if (verb(call) === 'register') return json({ StandardsSubscriptions: subscribe(call) });
        const found = named(call);
        if (verb(call) === 'get') return json({ StandardsSubscriptions: found });
        for (const { StandardsSubscriptionArn: arn } of found) kept.delete(arn);
        return json({ StandardsSubscriptions: found.map((one) => ({ ...one, StandardsStatus: 'DELETING' })) });
      },
      'DELETE /accounts': (call, next) => {
        for (const arn of kept.keys()) if (arn.split(':')[3] === call.region) kept.delete(arn);
        return next(call);
      },
    },
    isThere: async (moto) => (await moto.rest('securityhub', 'POST', '/standards/get', {})).status >= 400,
  };
}

/** Those that were decided; Security Hub would answer all. */
function controls(account: string): Fault {
  const kept = new Map<string, object>();
  return {
    service: 'securityhub',
    fault: 'has no controls of standards',
    answers: {
      'PATCH /associations': (call) => {
        for (const { StandardsArn, SecurityControlId, ...decided } of call.json.StandardsControlAssociationUpdates) {
          const SecurityControlArn = `arn:aws:securityhub:${call.region}:${account}:security-control/${SecurityControlId}`;
          kept.set(`${SecurityControlId} ${StandardsArn}`, {
            ...{ StandardsArn, SecurityControlId, SecurityControlArn, ...decided },
          });
        }
        return json({ UnprocessedAssociationUpdates: [] });
      },
      'GET /associations': (call) => {
        const control = new URL(call.url, 'http://aws.test').searchParams.get('SecurityControlId');
        const here = `arn:aws:securityhub:${call.region}:`;
        const found = [...kept].filter(([name]) => name.startsWith(`${control} ${here}`));
        return json({ StandardsControlAssociationSummaries: found.map(([, association]) => association) });
      },
    },
    isThere: async (moto) =>
      (await moto.rest('securityhub', 'GET', '/associations?SecurityControlId=RDS.23')).status >= 400,
  };
}

/** An account has one. */
function aggregator(account: string): Fault {
  let kept: { readonly FindingAggregatorArn: string; readonly FindingAggregationRegion: string } | undefined;
  const missing = () => jsonError('ResourceNotFoundException', 'There is no finding aggregator', 404);
  return {
    service: 'securityhub',
    fault: 'aggregates no findings',
    answers: {
      'POST /findingAggregator': (call) => {
        if (kept) return jsonError('InvalidInputException', 'There is a finding aggregator already');
        const FindingAggregatorArn = `arn:aws:securityhub:${call.region}:${account}:finding-aggregator/00000000-0000-4000-8000-000000000001`;
        const made = { FindingAggregatorArn, FindingAggregationRegion: call.region, ...call.json };
        kept = made;
        return json(made);
      },
      'PATCH /findingAggregator': (call) => {
        if (!kept) return missing();
        kept = { ...kept, ...call.json };
        return json(kept);
      },
      'GET /findingAggregator': (call) => {
        if (verb(call) === 'list') return json({ FindingAggregators: kept ? [kept] : [] });
        return kept ? json(kept) : missing();
      },
      'DELETE /findingAggregator': () => {
        kept = undefined;
        return json({});
      },
    },
    isThere: async (moto) => (await moto.rest('securityhub', 'GET', '/findingAggregator/list')).status >= 400,
  };
}
