import type { Construct } from 'constructs';
import { MetricAlarm, type MetricAlarmProps } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';

interface ClientVpnAlarms {
  readonly name: string;
  readonly clientVpnEndpointId: string;
  readonly serverCertificateArn: string;
  readonly signIn: 'saml' | 'mutual-tls';
  readonly topic: TopicRef;
}

/**
 * The metrics of an endpoint are published every five minutes (Client VPN administrator guide, "Amazon CloudWatch metrics for AWS Client VPN"); their dimension is
 * `Endpoint` (CloudWatch user guide, supported metrics of AWS/ClientVPN). A value that is not reported is no fault: nobody signs in, or there is no revocation list.
 */
export function addClientVpnAlarms(scope: Construct, alarms: ClientVpnAlarms): void {
  const { clientVpnEndpointId, serverCertificateArn, signIn } = alarms;
  const ofEndpoint = { namespace: 'AWS/ClientVPN', dimensions: { Endpoint: clientVpnEndpointId }, periodSeconds: 300 };
  alarm(scope, alarms, 'authentication-failures', {
    metric: { ...ofEndpoint, metricName: 'AuthenticationFailures', statistic: 'Sum' },
    threshold: 20,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    description:
      'Twenty sign-ins or more failed within five minutes. The connection log tells who and from where: one person with an old configuration, or somebody who ' +
      'tries. Of failures by certificate it has none; revoke what may be stolen.',
  });
  alarm(scope, alarms, 'server-certificate-expires', {
    metric: {
      ...{ namespace: 'AWS/CertificateManager', metricName: 'DaysToExpiry', statistic: 'Minimum' },
      ...{ dimensions: { CertificateArn: serverCertificateArn }, periodSeconds: 86_400 },
    },
    ...below(30),
    description:
      'The certificate of the VPN endpoint expires within 30 days; nobody connects after that. Import the next one under the same ARN: the endpoint takes it within ' +
      '24 hours.',
  });
  if (signIn === 'saml') {
    alarm(scope, alarms, 'idp-certificate-expires', {
      metric: { ...ofEndpoint, metricName: 'IdpCertDaysToExpiry', statistic: 'Minimum' },
      ...below(30),
      description:
        'The certificate of the identity provider expires within 30 days; nobody signs in to the VPN after that. Take its new metadata document and apply it; the ' +
        'endpoint takes it within 24 hours.',
    });
    return;
  }
  alarm(scope, alarms, 'crl-expires', {
    metric: { ...ofEndpoint, metricName: 'CrlDaysToExpiry', statistic: 'Minimum' },
    ...below(14),
    description:
      'The revocation list of client certificates expires within 14 days. Make a new one with the authority of the certificates and import it: ' +
      'aws ec2 import-client-vpn-client-certificate-revocation-list.',
  });
}

const below = (threshold: number) => ({ threshold, comparisonOperator: 'LessThanThreshold' }) as const;

type Told = Pick<MetricAlarmProps, 'metric' | 'threshold' | 'comparisonOperator' | 'description'>;

function alarm(scope: Construct, { name, topic }: ClientVpnAlarms, id: string, told: Told): void {
  new MetricAlarm(scope, id, {
    name: `${name}-client-vpn-${id}`,
    ...told,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    topic,
  });
}
