import { Inspector, type InspectorProps } from '../../modules/inspector';
import { synth } from '../support/synth';

const inspector = (resourceTypes: InspectorProps['resourceTypes']) =>
  synth((stack) => new Inspector(stack, 'inspector', { account: '111122223333', resourceTypes }));

test("the account's resources of the named kinds are scanned", () => {
  expect(inspector(['EC2', 'ECR', 'LAMBDA', 'LAMBDA_CODE']).one('aws_inspector2_enabler')).toMatchObject({
    account_ids: ['111122223333'],
    resource_types: ['EC2', 'ECR', 'LAMBDA', 'LAMBDA_CODE'],
  });
});

test('the registry is left to Inspector, which sets it to enhanced scanning', () => {
  expect(inspector(['ECR']).types()).toEqual(['aws_inspector2_enabler']);
});

test.each<[string, InspectorProps['resourceTypes'], string]>([
  ['nothing', [], 'stack/inspector: resourceTypes: expected 1 to 4 kinds of resources, each once, found []'],
  [
    'a kind that there is not',
    ['S3' as never],
    'resourceTypes[0]: expected one of EC2, ECR, LAMBDA, LAMBDA_CODE, found "S3"',
  ],
  [
    'code without the functions',
    ['LAMBDA_CODE'],
    'resourceTypes: expected LAMBDA beside LAMBDA_CODE, found ["LAMBDA_CODE"]',
  ],
])('%s is refused', (_, resourceTypes, message) => {
  expect(() => inspector(resourceTypes)).toThrow(message);
});
