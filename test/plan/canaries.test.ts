import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dev, prod } from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { planEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';

const canary = { ...prod.canaries.shop, host: 'shop-dev.example.com', path: '/readyz' };
const [environment] = loadEnvironments({
  dev: {
    ...dev,
    buckets: { ...dev.buckets, canaries: { ...prod.buckets.canaries, bucket: 'example-terrace-dev-canaries' } },
    dataKey: { deletionProtection: 'on' },
    canaries: { shop: canary, journey: { ...canary, script: 'examples/shop/canary/journey.cjs', everyMinutes: 60 } },
  },
});

describeWithTerraform('an environment with canaries', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'terrace-canaries-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  test('is planned by the real provider, offline: everything is added, with the zip files beside the stack', async () => {
    const { result, created } = await planEnvironment(environment!, outdir);
    expect(result.diagnostics).toEqual([]);
    const after = created('aws_synthetics_canary');
    expect(after.map(({ name, schedule }) => [name, schedule[0].expression]).sort()).toEqual([
      ['dev-journey', 'rate(1 hour)'],
      ['dev-shop', 'rate(5 minutes)'],
    ]);
    for (const { zip_file } of after) expect(existsSync(join(outdir, 'stacks/dev-edge', zip_file))).toBe(true);
  }, 300_000);
});
