import { loadEnvironments } from '../../environments/load';
import { withApis } from '../support/apis';
import { planEnvironment, type PlannedEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';

const [environment] = loadEnvironments({ prod: withApis });

describeWithTerraform('APIs and the event bus of an environment', () => {
  let planned: PlannedEnvironment;
  beforeAll(async () => {
    planned = await planEnvironment(environment!);
  }, 180_000);

  test('are planned by the real provider, without a warning', () => {
    expect(planned.result.diagnostics).toEqual([]);
  });

  test.each(['bus', 'archive', 'rule', 'target'])('the stack of messages has the %s', (part) => {
    expect(planned.created(`aws_cloudwatch_event_${part}`, 'messaging')).not.toEqual([]);
  });

  test.each(['api', 'api_mapping', 'authorizer', 'domain_name', 'integration', 'route', 'stage', 'vpc_link'])(
    'the stack of services has the %s',
    (part) => expect(planned.created(`aws_apigatewayv2_${part}`, 'service')).not.toEqual([]),
  );
});
