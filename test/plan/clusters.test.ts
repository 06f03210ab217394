import { cluster } from '../../environments/changes/clusters';
import { loadEnvironments } from '../../environments/load';
import { planEnvironment } from '../support/planned-environment';
import { smallProd as prod } from '../support/small-prod';
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
  test('is planned by the real provider, offline: everything is added, nothing is left out', async () => {
    const { result, created } = await planEnvironment(environment!);
    expect(result.diagnostics).toEqual([]);
    expect(created('aws_rds_cluster')).toHaveLength(2);
    expect(created('aws_rds_cluster_instance')).toHaveLength(3);
    expect(created('aws_db_proxy_target')).toHaveLength(1);
    expect(created('aws_db_instance')).toHaveLength(3);
  }, 180_000);
});
