import { App } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanResult } from '../../cli/plan/result';
import { prod } from '../../environments';
import { cluster } from '../../environments/changes/clusters';
import { loadEnvironments } from '../../environments/load';
import type { PlanJson } from '../../review/plan/plan-json';
import { environmentStacks } from '../../stacks';
import { Checkout } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

const proxy = { maxConnectionsPercent: 80, idleClientSeconds: 600, borrowTimeoutSeconds: 10 };
const web = { ...prod.services.web, clusters: ['serverless', 'fixed'] };
const fixed = { instanceClass: 'db.r8g.large', promotionTier: 0 };

/** prod with a serverless cluster behind a proxy, and with one of fixed classes. */
const [environment] = loadEnvironments({
  prod: {
    ...prod,
    clusters: {
      serverless: { ...cluster, proxy },
      fixed: { ...cluster, instances: { a: fixed }, serverless: 'none', readerScaling: 'none' },
    },
    services: { ...prod.services, web },
  },
});

describeWithTerraform('an environment with Aurora clusters', () => {
  const checkout = new Checkout();
  const outdir = mkdtempSync(join(tmpdir(), 'terrace-clusters-'));
  afterAll(() => {
    checkout.remove();
    rmSync(outdir, { recursive: true });
  });

  test('is planned by the real provider, offline: everything is added, nothing is left out', async () => {
    const app = new App({ outdir });
    environmentStacks(app, environment!);
    app.synth();
    checkout.useApp(`cp -R "${outdir}/." "$CDKTF_OUTDIR"`);
    const ran = await checkout.terrace(['plan', 'prod', '--json']);
    expect([ran.exitCode, ran.stderr]).toEqual([0, expect.any(String)]);
    const [result] = JSON.parse(ran.stdout).environments as PlanResult[];
    expect(result!.diagnostics).toEqual([]);
    const planned = JSON.parse(readFileSync(result!.planFile!, 'utf8')) as PlanJson;
    const added = (planned.resource_changes ?? []).filter(({ change }) => change.actions.join() === 'create');
    const of = (type: string) => added.filter((one) => one.type === type).length;
    expect([of('aws_rds_cluster'), of('aws_rds_cluster_instance'), of('aws_db_proxy_target')]).toEqual([2, 3, 1]);
    expect(of('aws_db_instance')).toBe(3);
  }, 180_000);
});
