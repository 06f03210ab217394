import { dev } from '../../environments';
import { accelerator } from '../../environments/changes/accelerators';
import { loadEnvironments } from '../../environments/load';
import { planEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';

const [environment] = loadEnvironments({
  dev: {
    ...dev,
    accelerators: { receipts: { ...accelerator, nodes: 1 } },
    services: { ...dev.services, web: { ...dev.services.web, accelerators: { receipts: ['read'] } } },
  },
});

describeWithTerraform('an environment with an accelerator', () => {
  test('is planned by the real provider, offline: everything is added', async () => {
    const { result, created } = await planEnvironment(environment!);
    expect(result.diagnostics).toEqual([]);
    expect(created('aws_dax_cluster')).toEqual([
      expect.objectContaining({ cluster_endpoint_encryption_type: 'TLS', server_side_encryption: [{ enabled: true }] }),
    ]);
    expect(created('aws_dax_parameter_group')).toHaveLength(1);
    expect(created('aws_dax_subnet_group')).toHaveLength(1);
  }, 300_000);
});
