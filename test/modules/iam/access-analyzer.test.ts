import { AccessAnalyzer } from '../../../modules/iam/access-analyzer';
import { synth } from '../../support/synth';

test("the access analyzer's zone of trust is the account", () => {
  const synthesized = synth((stack) => new AccessAnalyzer(stack, 'access-analyzer'));
  expect(synthesized.one('aws_accessanalyzer_analyzer')).toMatchObject({ analyzer_name: 'account', type: 'ACCOUNT' });
});
