import { editJson, json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const guardDuty = (): Fault[] => [features(), publishingDestinations()];

interface Feature {
  readonly name: string;
  readonly status: string;
  readonly additionalConfiguration?: readonly object[];
}

/** What a new detector of AWS has: everything but what has to be asked for (GuardDuty API reference, CreateDetector). */
const names = ['S3_DATA_EVENTS', 'RDS_LOGIN_EVENTS', 'LAMBDA_NETWORK_LOGS', 'EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS'];

function features(): Fault {
  const kept = new Map<string, Map<string, Feature>>();
  const detectorIn = ({ url }: Call) => /^\/detector\/([^/?]+)\/?(?:\?|$)/.exec(url)?.[1];
  const of = (detector: string) => {
    const known = kept.get(detector) ?? new Map(names.map((name) => [name, { name, status: 'ENABLED' }]));
    kept.set(detector, known);
    return known;
  };
  return {
    service: 'guardduty',
    fault: 'forgets the features that an update does not name',
    answers: {
      'POST /detector': (call, next) => {
        const detector = detectorIn(call);
        const updates: readonly Feature[] = call.json.features ?? [];
        if (detector) for (const feature of updates) of(detector).set(feature.name, feature);
        return next(call);
      },
      'GET /detector': async (call, next) => {
        const detector = detectorIn(call);
        const answer = await next(call);
        if (!detector) return answer;
        return editJson(answer, (body) => (body.features = [...of(detector).values()]));
      },
    },
    isThere: async (moto) => {
      const made = await moto.rest('guardduty', 'POST', '/detector', { enable: true });
      const path = `/detector/${JSON.parse(made.text).detectorId}`;
      for (const name of ['S3_DATA_EVENTS', 'RDS_LOGIN_EVENTS']) {
        await moto.rest('guardduty', 'POST', path, { features: [{ name, status: 'ENABLED' }] });
      }
      return !(await moto.rest('guardduty', 'GET', path)).text.includes('S3_DATA_EVENTS');
    },
  };
}

const path = /^\/detector\/([^/?]+)\/publishingDestination(?:\/([^/?]+))?/;

function publishingDestinations(): Fault {
  const kept = new Map<string, { readonly detector: string; readonly destination: object }>();
  let made = 0;
  const idsIn = ({ url }: Call) => path.exec(url)?.slice(1) ?? [];
  /** As AWS answers what is not there. */
  const missing = () =>
    jsonError(
      'BadRequestException',
      'The request is rejected because the one or more input parameters have invalid values.',
    );
  return {
    service: 'guardduty',
    fault: 'publishes findings nowhere',
    answers: {
      'POST /detector': (call, next) => {
        const [detector, id] = idsIn(call);
        if (!detector) return next(call);
        const destinationId = id ?? `0123456789abcdef${String((made += 1)).padStart(16, '0')}`;
        const { destinationType = 'S3', destinationProperties } = call.json;
        const destination = { destinationId, destinationType, status: 'PUBLISHING', destinationProperties };
        kept.set(destinationId, { detector, destination: { ...destination, publishingFailureStartTimestamp: 0 } });
        return json(id ? {} : { destinationId });
      },
      'GET /detector': (call, next) => {
        const [detector, id] = idsIn(call);
        if (!detector || !id) return next(call);
        const found = kept.get(id);
        return found?.detector === detector ? json(found.destination) : missing();
      },
      'DELETE /detector': (call, next) => {
        const [detector, id] = idsIn(call);
        if (!detector || !id) return next(call);
        return kept.delete(id) ? json({}) : missing();
      },
    },
    isThere: async (moto) => {
      const { text } = await moto.rest('guardduty', 'POST', '/detector', { enable: true });
      const { detectorId } = JSON.parse(text);
      const { status } = await moto.rest('guardduty', 'POST', `/detector/${detectorId}/publishingDestination`, {
        destinationType: 'S3',
        destinationProperties: { destinationArn: 'arn:aws:s3:::findings', kmsKeyArn: 'arn:aws:kms:::key/1' },
      });
      return status >= 400;
    },
  };
}
