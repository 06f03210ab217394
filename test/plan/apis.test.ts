import { join, resolve } from 'node:path';
import type { PlanResult } from '../../cli/plan/result';
import { Checkout } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

const run = join(resolve(__dirname, '../..'), 'bin/run.cjs');

describeWithTerraform('APIs and the event bus of an environment', () => {
  const checkout = new Checkout();
  let planned: PlanResult;
  let exitCode: number | null;

  beforeAll(async () => {
    checkout.useApp(`"${process.execPath}" "${run}" test/support/apis-app.ts`);
    const ran = await checkout.terrace(['plan', 'prod', '--json']);
    [planned] = JSON.parse(ran.stdout).environments as [PlanResult];
    ({ exitCode } = ran);
  }, 180_000);
  afterAll(() => checkout.remove());

  const added = (stack: string) =>
    planned.stacks
      .find(({ name }) => name === stack)!
      .changes.filter(({ action }) => action === 'create')
      .map(({ address }) => address.split('.')[0]!);

  test('are planned by the real provider, without a word', () => {
    expect(planned).toMatchObject({ name: 'prod', diagnostics: [] });
    expect(exitCode).toBe(0);
  });

  test('are in the stacks of messages and of services', () => {
    const bus = ['bus', 'archive', 'rule', 'target'].map((part) => `aws_cloudwatch_event_${part}`);
    expect(added('prod-messaging')).toEqual(expect.arrayContaining(bus));
    const parts = ['api', 'api_mapping', 'authorizer', 'domain_name', 'integration', 'route', 'stage', 'vpc_link'];
    expect(added('prod-service')).toEqual(expect.arrayContaining(parts.map((part) => `aws_apigatewayv2_${part}`)));
  });
});
