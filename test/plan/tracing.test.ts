import { loadEnvironments } from '../../environments/load';
import { planEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';
import { tracedDev } from '../support/traces';

const [environment] = loadEnvironments({ dev: tracedDev });

describeWithTerraform('an environment with traces', () => {
  test('is planned by the real provider, offline: a rule, a group, a key, and a collector beside the service', async () => {
    const { result, created } = await planEnvironment(environment!);
    expect(result.diagnostics).toEqual([]);
    expect(created('aws_xray_sampling_rule')).toEqual([
      expect.objectContaining({ rule_name: 'dev-web', fixed_rate: 0.05 }),
    ]);
    expect(created('aws_xray_group')).toEqual([expect.objectContaining({ filter_expression: 'service("dev-web")' })]);
    expect(created('aws_xray_encryption_config')).toEqual([expect.objectContaining({ type: 'KMS' })]);
  }, 300_000);
});
