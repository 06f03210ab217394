import { edit, textOf } from '../../answer';
import type { Api, Reply } from '../../api';
import type { Fault } from '../../fault';
import { alarmHealthCheck } from './alarm-health-check';
import { dnssec } from './dnssec';

export const route53 = (): Fault[] => [privateZone(), queryLogGroup(), alarmHealthCheck(), dnssec()];

/** AWS has each zone with a VPC for private, and the provider says no more. */
function privateZone(): Fault {
  return {
    service: 'route53',
    fault: 'forgets the VPC of a zone that is not called private besides',
    answers: {
      'POST /hostedzone': (call, next) => {
        const asked = call.body.toString();
        if (!asked.includes('<VPC>') || asked.includes('<PrivateZone>')) return next(call);
        const config = '<PrivateZone>true</PrivateZone></HostedZoneConfig>';
        const told = asked.includes('</HostedZoneConfig>')
          ? asked.replace('</HostedZoneConfig>', config)
          : asked.replace('</CreateHostedZoneRequest>', `<HostedZoneConfig>${config}</CreateHostedZoneRequest>`);
        return next({ ...call, body: Buffer.from(told) });
      },
    },
    isThere: async (moto) => {
      const vpc = '<VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-1</VPCId></VPC>';
      const zone = textOf('Id', (await createZone(moto, 'private.example', vpc)).text)!;
      const { text } = await moto.xml('route53', 'GET', `/2013-04-01${zone}`);
      return !text.includes('vpc-1');
    },
  };
}

/** moto's ARN of a log group ends in `:*`; AWS takes it without, and says it as it was told. */
function queryLogGroup(): Fault {
  const arn = /(<CloudWatchLogsLogGroupArn>[^<]*?)(:\*)?</g;
  const without = (body: string) => body.replace(arn, '$1<');
  return {
    service: 'route53',
    fault: 'finds the log group of query logs only by an ARN with :* at its end',
    answers: {
      'POST /queryloggingconfig': async (call, next) => {
        const body = Buffer.from(call.body.toString().replace(arn, '$1:*<'));
        return edit(await next({ ...call, body }), without);
      },
      'GET /queryloggingconfig': async (call, next) => edit(await next(call), without),
    },
    isThere: async (moto) => {
      const zone = textOf('Id', (await createZone(moto, 'logged.example')).text)!.replace('/hostedzone/', '');
      const logGroupName = '/aws/route53/logged.example';
      const inUsEast1 = moto.in('us-east-1');
      await inUsEast1.json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName });
      const found = await inUsEast1.json('logs', 'Logs_20140328.DescribeLogGroups', {
        logGroupNamePrefix: logGroupName,
      });
      const group = (JSON.parse(found.text).logGroups[0].arn as string).replace(/:\*$/, '');
      const config =
        `<CreateQueryLoggingConfigRequest ${xmlns}><HostedZoneId>${zone}</HostedZoneId>` +
        `<CloudWatchLogsLogGroupArn>${group}</CloudWatchLogsLogGroupArn></CreateQueryLoggingConfigRequest>`;
      return (await moto.xml('route53', 'POST', '/2013-04-01/queryloggingconfig', config)).status === 404;
    },
  };
}

const xmlns = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';

function createZone(moto: Api, name: string, vpc = ''): Promise<Reply> {
  const body =
    `<CreateHostedZoneRequest ${xmlns}><Name>${name}</Name>${vpc}` +
    `<CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`;
  return moto.xml('route53', 'POST', '/2013-04-01/hostedzone', body);
}
