import { loadEnvironments } from '../../environments/load';
import { withFunctions } from '../support/functions';
import { planEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';

const [environment] = loadEnvironments({ prod: withFunctions });

describeWithTerraform('functions and schedules of an environment', () => {
  test('are planned by the real provider, without a warning', async () => {
    const { result, created } = await planEnvironment(environment!);
    expect(result.diagnostics).toEqual([]);
    expect(created('aws_lambda_function', 'service')).not.toEqual([]);
    expect(created('aws_scheduler_schedule')).not.toEqual([]);
  }, 180_000);
});
