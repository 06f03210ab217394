import { App } from 'cdktf';
import { prod } from '../environments';
import { cluster } from '../environments/changes/clusters';
import { loadEnvironments } from '../environments/load';
import { environmentStacks } from '../stacks';
const proxy = { maxConnectionsPercent: 80, idleClientSeconds: 600, borrowTimeoutSeconds: 10 };
const web = { ...prod.services.web, clusters: ['serverless', 'fixed'] };
const fixed = { instanceClass: 'db.r8g.large', promotionTier: 0 };
const [environment] = loadEnvironments({
  prod: {
    ...prod,
    clusters: {
      serverless: { ...cluster, proxy },
      fixed: { ...cluster, instances: { a: fixed }, serverless: 'none', readerScaling: 'none' },
    },
    services: { ...prod.services, web },
    flows: [
      ...prod.flows,
      { from: 'service-web', to: 'cluster-fixed', port: 5432, protocol: 'tcp', reason: 'the shop writes orders' },
      { from: 'service-web', to: 'proxy-serverless', port: 5432, protocol: 'tcp', reason: 'the shop writes orders' },
    ],
  },
});
const app = new App({ outdir: '/tmp/hc-out' });
environmentStacks(app, environment!);
app.synth();
