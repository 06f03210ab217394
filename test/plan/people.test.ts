import { planEnvironment } from '../support/planned-environment';
import { withSignIn } from '../support/people';
import { describeWithTerraform } from '../support/terraform';

describeWithTerraform('the plan of an environment with mail and users, with the real provider', () => {
  test('adds them, without a warning', async () => {
    const { result, created } = await planEnvironment(withSignIn);
    expect(result.diagnostics).toEqual([]);
    for (const type of ['aws_sesv2_email_identity', 'aws_sesv2_configuration_set', 'aws_route53_record']) {
      expect([type, created(type, 'messaging').length]).not.toEqual([type, 0]);
    }
    for (const part of ['user_pool', 'user_pool_client', 'user_pool_domain']) {
      expect([part, created(`aws_cognito_${part}`, 'data').length]).not.toEqual([part, 0]);
    }
    expect(created('aws_sesv2_email_identity_policy', 'service')).not.toEqual([]);
  }, 180_000);
});
