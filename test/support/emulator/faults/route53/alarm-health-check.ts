import { edit } from '../../answer';
import type { Fault } from '../../fault';

const config = /<HealthCheckConfig>.*?<\/HealthCheckConfig>/s;
/** What a change may say of a check of an alarm, each an element of its own (Route 53 API reference, UpdateHealthCheck). */
const changeable = [
  /<AlarmIdentifier>.*?<\/AlarmIdentifier>/s,
  /<InsufficientDataHealthStatus>.*?<\/InsufficientDataHealthStatus>/s,
];

/** Keeps what a health check of an alarm was told, and gives it back in place of what moto makes of it. */
export function alarmHealthCheck(): Fault {
  const checks = new Map<string, string>();
  const written = (id: string, body: string) => body.replace(config, (kept) => checks.get(id) ?? kept);
  const idIn = (url: string) => url.split('?')[0]!.split('/')[3] ?? '';
  return {
    service: 'route53',
    fault: 'forgets the alarm of a health check, and gives it the port and interval of an endpoint',
    answers: {
      'POST /healthcheck': async (call, next) => {
        const asked = call.body.toString();
        const answer = await next(call);
        const id = idIn(call.url) || (/<HealthCheck><Id>([^<]*)/.exec(answer.body.toString())?.[1] ?? '');
        const told = config.exec(asked)?.[0];
        if (told?.includes('CLOUDWATCH_METRIC')) checks.set(id, told);
        const known = checks.get(id);
        if (known && !told) {
          const changed = (text: string, part: RegExp) => text.replace(part, part.exec(asked)?.[0] ?? '$&');
          checks.set(id, changeable.reduce(changed, known));
        }
        return edit(answer, (body) => written(id, body));
      },
      'GET /healthcheck': async (call, next) => edit(await next(call), (body) => written(idIn(call.url), body)),
    },
    isThere: async (moto) => {
      const alarm = '<AlarmIdentifier><Region>eu-west-1</Region><Name>a</Name></AlarmIdentifier>';
      const asked =
        '<CreateHealthCheckRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><CallerReference>a</CallerReference>' +
        `<HealthCheckConfig><Type>CLOUDWATCH_METRIC</Type>${alarm}</HealthCheckConfig></CreateHealthCheckRequest>`;
      const { text } = await moto.xml('route53', 'POST', '/2013-04-01/healthcheck', asked);
      return text.includes('<HealthCheckConfig>') && !text.includes('<AlarmIdentifier>');
    },
  };
}
