import { eventBridgePublishes } from '../notifications/event-bridge-publishes';
import type { PolicyStatement } from '../iam/policy-statement';

/** Everything that SNS lets a topic policy name; it refuses `sns:*` there (SNS developer guide, Amazon SNS API permissions). */
export const topicActions = [
  'sns:AddPermission',
  'sns:DeleteTopic',
  'sns:GetTopicAttributes',
  'sns:ListSubscriptionsByTopic',
  'sns:Publish',
  'sns:RemovePermission',
  'sns:SetTopicAttributes',
  'sns:Subscribe',
];

/** A service that publishes under its own name, by its principal without `.amazonaws.com`. */
export type Publisher = 's3' | 'events' | 'ses';

/** Which services publish, and for which of their resources. */
export type Publishers = ReadonlyMap<Publisher, readonly string[]>;

const sids = { s3: 'S3Publishes', ses: 'SesPublishes' };

/**
 * TLS only, and the services that publish for the named resources: S3 user guide, Granting permissions to publish event notification messages to a destination, where a
 * bucket's ARN names no account; SES developer guide, Set up an Amazon SNS event destination.
 */
export function topicStatements(topicArn: string, account: string, publishers: Publishers): PolicyStatement[] {
  return [
    {
      ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: topicActions, Resource: topicArn },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...[...publishers].map(([service, sources]): PolicyStatement => {
      if (service === 'events') return eventBridgePublishes(topicArn);
      return {
        ...{ Sid: sids[service], Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` } },
        ...{ Action: 'sns:Publish', Resource: topicArn },
        Condition: { ArnEquals: { 'aws:SourceArn': sources }, StringEquals: { 'aws:SourceAccount': account } },
      };
    }),
  ];
}
