import { App } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanResult } from '../../cli/plan/result';
import { environmentStacks } from '../../stacks';
import { Checkout } from '../support/checkout';
import { withSignIn } from '../support/people';
import { describeWithTerraform } from '../support/terraform';

describeWithTerraform('the plan of an environment with mail and users, with the real provider', () => {
  const checkout = new Checkout();
  const outdir = mkdtempSync(join(tmpdir(), 'terrace-people-'));
  let result: PlanResult;

  beforeAll(async () => {
    const app = new App({ outdir });
    environmentStacks(app, withSignIn);
    app.synth();
    checkout.useApp(`cp -r "${outdir}/." "$CDKTF_OUTDIR"`);
    const { exitCode, stdout, stderr } = await checkout.terrace(['plan', 'prod', '--json']);
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
    [result] = JSON.parse(stdout).environments as [PlanResult];
  }, 180_000);
  afterAll(() => {
    checkout.remove();
    rmSync(outdir, { recursive: true });
  });

  const added = (stack: string) =>
    result.stacks
      .find(({ name }) => name === stack)!
      .changes.filter(({ action }) => action === 'create')
      .map(({ address }) => address.split('.')[0]!);

  test('adds them, and says nothing against it', () => {
    expect(result.diagnostics).toEqual([]);
    expect(added('prod-messaging')).toEqual(
      expect.arrayContaining(['aws_sesv2_email_identity', 'aws_sesv2_configuration_set', 'aws_route53_record']),
    );
    expect(added('prod-data')).toEqual(
      expect.arrayContaining(['aws_cognito_user_pool', 'aws_cognito_user_pool_client', 'aws_cognito_user_pool_domain']),
    );
    expect(added('prod-service')).toContain('aws_sesv2_email_identity_policy');
  });
});
