import { graphOfStacks } from '../../../../review/model/load';
import { inAccount, inRegion, managesAccount } from '../../../../policies/rules/support/account-baseline';

const stack = (name: string, account: string, resource: object) => ({
  name,
  environment: name,
  file: `${name}.tf.json`,
  json: { provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: [account] }] }, resource },
});

describe('an account', () => {
  const graph = graphOfStacks([
    stack('prod', '111122223333', { aws_guardduty_detector: { main: {} }, aws_cloudtrail: { main: {} } }),
    stack('app', '222233334444', { aws_s3_bucket: { main: {} } }),
  ]);

  test('is asked for its settings where the input makes one of them, an app’s folder is not', async () => {
    const made = (await graph).all('@account').map((scope) => [scope.environment, String(scope.at('account'))]);
    expect(made).toEqual([
      ['prod', '111122223333'],
      ['app', '222233334444'],
    ]);
    const [prod, app] = (await graph).all('@account');
    expect(managesAccount(prod!, await graph)).toBe(true);
    expect(managesAccount(app!, await graph)).toBe(false);
  });

  test('has the resources that its provider makes', async () => {
    const [prod, app] = (await graph).all('@region');
    expect(inRegion(prod!, await graph, 'aws_guardduty_detector').map(String)).toEqual([
      'prod/aws_guardduty_detector.main',
    ]);
    expect(inRegion(app!, await graph, 'aws_guardduty_detector')).toEqual([]);
    expect(inAccount(prod!, await graph, 'aws_guardduty_detector', 'aws_cloudtrail')).toHaveLength(2);
  });
});
