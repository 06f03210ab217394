import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prod } from '../../environments/prod';
import type { PlanJson } from '../../review/plan/plan-json';
import { Checkout, type Ran } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

describeWithTerraform('prod as if it were in its recovery region', () => {
  const checkout = new Checkout();
  const region = prod.recovery.region;
  let ran: Ran;
  let result: any;

  beforeAll(async () => {
    ran = await checkout.terrace(['plan', 'prod', '--as-if', `region=${region}`, '--json']);
    result = ran.exitCode === 0 ? JSON.parse(ran.stdout) : undefined;
  }, 180_000);
  afterAll(() => checkout.remove());

  test('is planned whole, without an account: everything is created, in ten stacks', () => {
    expect(ran).toMatchObject({ exitCode: 0 });
    const [planned] = result.environments;
    expect(planned.stacks.map(({ name }: { name: string }) => name)).toContain('prod-recovery');
    expect(planned.stacks).toHaveLength(10);
    expect(planned).toMatchObject({ change: 0, destroy: 0 });
    expect(planned.add).toBeGreaterThan(500);
  });

  test('has nothing in the region that it left but what it copies there', () => {
    const plan: PlanJson = JSON.parse(readFileSync(result.environments[0].planFile, 'utf8'));
    // Route 53 checks health from regions of its own, and what is copied to a region is watched there.
    const elsewhere =
      /aws_route53_health_check|^module\.audit\.aws_(config_configuration|securityhub_finding)_aggregator/;
    const placed = (plan.resource_changes ?? []).filter(({ address }) => !elsewhere.test(address));
    const left = placed.filter(({ change, address }) => {
      const after = JSON.stringify((change as { after?: unknown }).after ?? null);
      return (
        new RegExp(`"${prod.region}[a-c]?"|arn:aws:[a-z0-9]+:${prod.region}:`).test(after) &&
        !/eu-west-1_/.test(address)
      );
    });
    expect(left.map(({ address }) => address)).toEqual([]);
  });

  test('names each field that has to be decided there', () => {
    const fields = result.asIf.stays.map(({ field }: { field: string }) => field);
    expect(result.asIf).toMatchObject({ environment: 'prod', region });
    expect(fields).toEqual(expect.arrayContaining(['state.bucket', 'databases.main.restoreFrom', 'tables.sessions']));
  });

  test('is synthesized and planned beside what is there', () => {
    expect(existsSync(join(checkout.path, 'cdktf.out'))).toBe(false);
    expect(result.environments[0].planFile).toContain(join('as-if', `prod-${region}`));
  });

  test.each<[string, string[], RegExp]>([
    ['no region', ['prod', '--as-if', 'eu-west-3'], /--as-if: expected region=<region>, found eu-west-3/],
    [
      'a region that there is not',
      ['prod', '--as-if', 'region=eu-west-9'],
      /expected a region of environments\/aws\/regions\.ts, found eu-west-9/,
    ],
    ['several environments', ['prod', 'dev', '--as-if', 'region=eu-west-3'], /--as-if plans one environment/],
    ['all environments', ['--as-if', 'region=eu-west-3'], /--as-if plans one environment/],
    ['an account', ['prod', '--as-if', 'region=eu-west-3', '--live'], /--as-if plans without an account/],
  ])(
    'is refused for %s',
    async (_, args, message) => {
      const refused = await checkout.terrace(['plan', ...args]);
      expect(refused).toMatchObject({ exitCode: 2 });
      expect(refused.stderr).toMatch(message);
    },
    60_000,
  );
});
