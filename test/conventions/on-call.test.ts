import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { prod } from '../../environments';
import { environmentStacks } from '../../stacks';

interface Alarm {
  readonly alarm_name: string;
  readonly alarm_description: string;
}

const page = readFileSync(join(__dirname, '../../docs/guides/on-call.md'), 'utf8').replace(/ +/g, ' ');
const { audit, service, edge } = environmentStacks(new App(), prod);
const ofRecord: readonly Alarm[] = Object.values(audit.toTerraform().resource.aws_cloudwatch_metric_alarm);
const ofCanaries = Object.values<Alarm>(edge!.toTerraform().resource.aws_cloudwatch_metric_alarm).filter(
  ({ alarm_name }) => alarm_name.startsWith('canary-'),
);
const ofServices: readonly Alarm[] = Object.values(service!.toTerraform().resource.aws_cloudwatch_composite_alarm);

test('there are alarms to look for', () => {
  expect(ofRecord.length).toBeGreaterThan(10);
  expect(ofServices.length).toBeGreaterThan(10);
  expect(ofCanaries.length).toBeGreaterThan(8);
});

test.each(ofRecord)('the page of who is on call says what $alarm_name means, as the alarm does', (alarm) => {
  const [name, description] = [alarm.alarm_name, alarm.alarm_description].map((text) =>
    text.replaceAll(`${prod.name}-`, '<env>-'),
  );
  expect(page).toContain(`| \`${name}\` | ${description} |`);
});

/** What the page says of each service has its name and its objectives left out. */
function ofAnyService(text: string): string {
  const service = Object.keys(prod.services).find((name) => text.startsWith(`${prod.name}-${name}`)) ?? '';
  return text
    .replaceAll(`${prod.name}-${service}`, '<env>-<service>')
    .replace(/[\d.]+ % availability/, '<availabilityPercent> % availability')
    .replaceAll(/\d+ ms/g, '<p95> ms');
}

test.each(ofServices)('the page says what $alarm_name means, as the alarm does', (alarm) => {
  expect(page).toContain(`| \`${ofAnyService(alarm.alarm_name)}\` | ${ofAnyService(alarm.alarm_description)} |`);
});

test.each(ofCanaries)('the page says what $alarm_name means, as the alarm does', (alarm) => {
  const [, canary = ''] = /^canary-(prod-\w+)-/.exec(alarm.alarm_name)!;
  const [name, description] = [alarm.alarm_name, alarm.alarm_description].map((text) =>
    text
      .replaceAll(canary, '<env>-<canary>')
      .replace(/https:\/\/[\w./-]+/, '<url>')
      .replace('5000 ms', '<durationMs> ms'),
  );
  expect(page).toContain(`| \`${name}\` | ${description} |`);
});
