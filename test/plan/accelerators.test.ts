import { App } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanResult } from '../../cli/plan/result';
import { dev } from '../../environments';
import { accelerator } from '../../environments/changes/accelerators';
import { loadEnvironments } from '../../environments/load';
import type { PlanJson } from '../../review/plan/plan-json';
import { environmentStacks } from '../../stacks';
import { Checkout } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

const [environment] = loadEnvironments({
  dev: {
    ...dev,
    accelerators: { receipts: { ...accelerator, nodes: 1 } },
    services: { ...dev.services, web: { ...dev.services.web, accelerators: { receipts: ['read'] } } },
  },
});

describeWithTerraform('an environment with an accelerator', () => {
  const checkout = new Checkout();
  const outdir = mkdtempSync(join(tmpdir(), 'terrace-accelerators-'));
  afterAll(() => {
    checkout.remove();
    rmSync(outdir, { recursive: true });
  });

  test('is planned by the real provider, offline: everything is added', async () => {
    const app = new App({ outdir });
    environmentStacks(app, environment!);
    app.synth();
    checkout.useApp(`cp -R "${outdir}/." "$CDKTF_OUTDIR"`);
    const ran = await checkout.terrace(['plan', 'dev', '--json']);
    expect([ran.exitCode, ran.stderr]).toEqual([0, expect.any(String)]);
    const [result] = JSON.parse(ran.stdout).environments as PlanResult[];
    expect(result!.diagnostics).toEqual([]);
    const planned = JSON.parse(readFileSync(result!.planFile!, 'utf8')) as PlanJson;
    const added = (planned.resource_changes ?? []).filter(({ change }) => change.actions.join() === 'create');
    const of = (type: string) => added.filter((one) => one.type === type).map(({ change }) => change.after);
    expect(of('aws_dax_cluster')).toEqual([
      expect.objectContaining({ cluster_endpoint_encryption_type: 'TLS', server_side_encryption: [{ enabled: true }] }),
    ]);
    expect([of('aws_dax_parameter_group').length, of('aws_dax_subnet_group').length]).toEqual([1, 1]);
  }, 300_000);
});
