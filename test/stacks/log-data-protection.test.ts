import { prod, test as testing } from '../../environments';
import { changed, problems } from '../support/environments';
import { stackOf } from '../support/stacks';

const policies = 'aws_cloudwatch_log_data_protection_policy';
const logDataProtection = { dataIdentifiers: ['EmailAddress', 'CreditCardNumber'] };
const masked = { ...prod, logDataProtection };

test('each log group of a service that is looked through by saved queries is masked, where that is decided', () => {
  const stack = stackOf(masked, 'service');
  const [query] = stack.all('aws_cloudwatch_query_definition');
  const groups = stack.all(policies).map(({ log_group_name: name }) => name);
  expect(groups.sort()).toEqual([...query!.log_group_names].sort());
  expect(stackOf(prod, 'service').types()).not.toContain(policies);
});

test('types of data are of a list, and no fewer where an outage hurts more', () => {
  expect(problems({ prod: masked })).toEqual([]);
  expect(problems({ prod: changed(prod, 'logDataProtection', { dataIdentifiers: ['EmailAdress'] }) })).toEqual([
    'environments/prod.ts: logDataProtection.dataIdentifiers[0]: expected a type of data of modules/log-data-protection/data-identifiers.ts (nearest: EmailAddress), found "EmailAdress"',
  ]);
  expect(problems({ test: { ...testing, logDataProtection }, prod })).toEqual([
    expect.stringContaining('logDataProtection: expected 2 or more of them, as the less critical environments/test.ts'),
  ]);
});
