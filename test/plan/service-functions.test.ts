import { join, resolve } from 'node:path';
import type { PlanResult } from '../../cli/plan/result';
import { Checkout } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

const run = join(resolve(__dirname, '../..'), 'bin/run.cjs');

describeWithTerraform('functions and schedules of an environment', () => {
  const checkout = new Checkout();
  afterAll(() => checkout.remove());

  test('are planned by the real provider, without a word', async () => {
    checkout.useApp(`"${process.execPath}" "${run}" test/support/functions-app.ts`);
    const ran = await checkout.terrace(['plan', 'prod', '--json']);
    const [planned] = (JSON.parse(ran.stdout) as { environments: PlanResult[] }).environments;
    expect(planned).toMatchObject({ name: 'prod', diagnostics: [] });
    expect(ran.exitCode).toBe(0);
  }, 180_000);
});
