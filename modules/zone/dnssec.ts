import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Route53HostedZoneDnssec } from '@cdktf/provider-aws/lib/route53-hosted-zone-dnssec';
import { Route53KeySigningKey } from '@cdktf/provider-aws/lib/route53-key-signing-key';
import type { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { policyDocument } from '../iam/policy-document';
import { administration } from '../kms/key-actions';
import type { TopicRef } from '../notifications/topic-ref';

export interface DnssecProps {
  readonly zone: Route53Zone;
  readonly zoneName: string;
  readonly account: string;
  readonly topic: TopicRef;
}

/**
 * Signs a public zone with a key of its own: ECC_NIST_P256, to sign and verify, in us-east-1 (Route 53 developer guide, "Working with
 * customer managed keys for DNSSEC"). KMS does not rotate such keys. Whoever loses the key loses the zone: what is left of the signatures ends
 * after days, and both alarms are AWS's own advice ("Configuring DNSSEC signing in Amazon Route 53").
 */
export class Dnssec extends Construct {
  /** What the parent zone publishes, so that resolvers check the signatures: `12345 13 2 …`. */
  readonly dsRecord: string;
  readonly keySigningKey: Route53KeySigningKey;
  readonly signing: Route53HostedZoneDnssec;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DnssecProps,
  ) {
    super(scope, id);
    const { zone } = props;
    const key = this.key();
    this.keySigningKey = new Route53KeySigningKey(this, 'key-signing-key', {
      hostedZoneId: zone.zoneId,
      name: 'primary',
      keyManagementServiceArn: key.arn,
    });
    // Of the key's, so that signing ends before the key does when both go.
    this.signing = new Route53HostedZoneDnssec(this, 'signing', { hostedZoneId: this.keySigningKey.hostedZoneId });
    this.dsRecord = this.keySigningKey.dsRecord;
    this.addAlarms();
  }

  private key(): KmsKey {
    const { zone, zoneName, account } = this.props;
    const caller = { 'aws:SourceAccount': account };
    const principal = { Principal: { Service: 'dnssec-route53.amazonaws.com' }, Resource: '*' } as const;
    const key = new KmsKey(this, 'key', {
      description: `Signs the zone ${zoneName}`,
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      deletionWindowInDays: 30,
      bypassPolicyLockoutSafetyCheck: false,
      policy: policyDocument([
        {
          Sid: 'Administration',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: administration,
          Resource: '*',
        },
        {
          ...principal,
          Sid: 'Route53Signs',
          Effect: 'Allow',
          Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
          Condition: { StringEquals: caller, ArnEquals: { 'aws:SourceArn': zone.arn } },
        },
        {
          ...principal,
          Sid: 'Route53Delegates',
          Effect: 'Allow',
          Action: 'kms:CreateGrant',
          Condition: { StringEquals: caller, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
        {
          // Whoever makes a key-signing key has to be allowed to sign with it, or Route 53 answers InvalidKMSArn. IAM decides who is.
          Sid: 'IamDecidesWhoSigns',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:Sign',
          Resource: '*',
        },
      ]),
    });
    new KmsAlias(this, 'alias', {
      name: `alias/terrace/dnssec/${zoneName.replaceAll('.', '-')}`,
      targetKeyId: key.keyId,
    });
    return key;
  }

  private addAlarms(): void {
    const { zoneName } = this.props;
    this.addAlarm(
      'key-needs-action',
      'DNSSECKeySigningKeysNeedingAction',
      `Route 53 cannot use the KMS key that signs ${zoneName}. Within days resolvers that validate will refuse the whole domain. Look first whether the key is enabled and its policy admits dnssec-route53.amazonaws.com.`,
    );
    this.addAlarm(
      'internal-failure',
      'DNSSECInternalFailure',
      `Part of the signed zone ${zoneName} is in an internal failure. Look first at the zone's DNSSEC signing in the console; before signing is switched off, the DS record at the parent has to go.`,
    );
  }

  /** Both are counted every four hours (Route 53 developer guide, "Monitoring hosted zones using Amazon CloudWatch"). */
  private addAlarm(id: string, metricName: string, description: string): void {
    const { zone, zoneName, topic } = this.props;
    new MetricAlarm(this, id, {
      name: `route53-${zoneName}-dnssec-${id}`,
      description,
      metric: {
        namespace: 'AWS/Route53',
        metricName,
        dimensions: { HostedZoneId: zone.zoneId },
        statistic: 'Sum',
        periodSeconds: 4 * 60 * 60,
      },
      threshold: 0,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
      topic,
    });
  }
}
