import type { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';

interface TunnelAlarms {
  readonly name: string;
  readonly vpnConnectionId: string;
  readonly topic: TopicRef;
}

/**
 * TunnelState of a connection is that of both tunnels, 1 for one that is up (Site-to-Site VPN user guide, "Monitor tunnels using CloudWatch"): its minimum
 * tells that one is down, its maximum that both are. AWS takes one tunnel at a time out of use when it replaces an endpoint.
 */
export function addTunnelAlarms(scope: Construct, alarms: TunnelAlarms): void {
  alarm(scope, alarms, {
    id: 'tunnel-down',
    statistic: 'Minimum',
    evaluationPeriods: 6,
    description:
      'One of the two tunnels is down for half an hour: when the other fails, the network is cut off. Read the log of the tunnels; AWS Health tells when AWS ' +
      'replaces an endpoint. Is the customer gateway device configured for both?',
  });
  alarm(scope, alarms, {
    id: 'disconnected',
    statistic: 'Maximum',
    evaluationPeriods: 1,
    description:
      'Both tunnels are down: the network behind the VPN is cut off. Read the log of the tunnels; look at the customer gateway device and its line to the ' +
      'internet, and at the AWS Health Dashboard.',
  });
}

interface TunnelAlarm {
  readonly id: string;
  readonly statistic: 'Minimum' | 'Maximum';
  readonly evaluationPeriods: number;
  readonly description: string;
}

function alarm(scope: Construct, { name, vpnConnectionId, topic }: TunnelAlarms, one: TunnelAlarm): void {
  const { id, statistic, evaluationPeriods, description } = one;
  new MetricAlarm(scope, id, {
    name: `${name}-vpn-${id}`,
    description,
    metric: {
      ...{ namespace: 'AWS/VPN', metricName: 'TunnelState', dimensions: { VpnId: vpnConnectionId } },
      ...{ statistic, periodSeconds: 300 },
    },
    threshold: 1,
    comparisonOperator: 'LessThanThreshold',
    evaluationPeriods,
    // A tunnel that reports nothing is not known to be up.
    treatMissingData: 'breaching',
    topic,
  });
}
