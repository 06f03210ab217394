import { dev, prod, test as testing } from '../../environments';
import { changed, problems } from '../support/environments';

const name = 'carrier-webhook';
const path = `secrets.${name}`;
const { web } = prod.services;
const byHand = { everyDays: 90, nextBy: '2027-02-19', reason: 'the carrier makes it, and shows it once' };
const inProd = (field: string, value: unknown) => problems({ prod: changed(prod, field, value) });
/** A problem of prod, in one line. */
const line = (text: string) => `environments/prod.ts: ${text}`;

describe('the secrets of an environment', () => {
  test.each([
    ['rotated by hand, by a day', { byHand }],
    ['rotated by a function', { function: 'report', everyDays: 30 }],
    ['rotated by nobody, for a reason', { off: true, reason: 'it is replaced with the contract' }],
  ])('are %s', (_, rotation) => {
    expect(inProd(`${path}.rotation`, rotation)).toEqual([]);
  });

  test.each([
    ['without a decision', 'by-hand', 'an object of function, everyDays, one of byHand, or one of off, reason'],
    ['rotated by nobody, without a reason', { off: true, reason: 'no' }, 'a reason of 10 to 300 characters'],
    ['rotated by hand on a day that there is not', { byHand: { ...byHand, nextBy: '2027-02-30' } }, 'a day such as'],
    ['rotated by hand each year and a day', { byHand: { ...byHand, everyDays: 366 } }, 'days from 1 to 365'],
    ['rotated by a function each quarter', { function: 'report', everyDays: 91 }, 'days from 1 to 90'],
  ])('are not %s', (_, rotation, expected) => {
    expect(inProd(`${path}.rotation`, rotation)).toEqual([expect.stringContaining(expected)]);
  });

  test('have no value: there is no field for it', () => {
    expect(inProd(`${path}.value`, 'a value')).toEqual([expect.stringContaining(path)]);
  });

  test('are rotated by a service that is a function', () => {
    expect(inProd(`${path}.rotation`, { function: 'web', everyDays: 30 })).toEqual([
      expect.stringContaining(`${path}.rotation.function: expected a name of services of the runtime "function"`),
    ]);
  });

  test('are there, where a service reads them', () => {
    expect(inProd('services.web.secrets', [name, 'carrier'])).toEqual([
      line(`services.web.secrets[1]: expected a name of secrets (nearest: ${name}), found "carrier"`),
    ]);
  });

  test('are read by somebody', () => {
    expect(inProd('services.web.secrets', [])).toEqual([
      line(`${path}: expected a service of services whose secrets name it, found "${name}"`),
    ]);
  });

  test('have names of their own for their variables: no variable of a service starts with SECRET_', () => {
    expect(inProd('services.web.environment', { SECRET_CARRIER_WEBHOOK_ARN: 'x' })).toEqual([
      expect.stringContaining('SECRET_CARRIER_WEBHOOK_ARN: expected a variable'),
    ]);
  });

  test('are reached by an endpoint, of a service that goes to AWS alone', () => {
    const without = prod.network.interfaceEndpoints.filter((one) => one !== 'secretsmanager');
    const closed = changed(prod, 'services.web.outbound', 'endpoints');
    const found = problems({ prod: changed(closed, 'network.interfaceEndpoints', without) });
    expect(found.filter((problem) => problem.includes('services.web'))).toEqual([
      expect.stringMatching(/interfaceEndpoints with .*secretsmanager.*, which services\.web needs/),
    ]);
  });

  test('are not destroyed by mistake in a critical environment', () => {
    const off = { off: true, reason: 'it is replaced with the contract' };
    expect(inProd(`${path}.deletionProtection`, off)).toContainEqual(
      expect.stringContaining(`${path}.deletionProtection: expected "on", since criticality is critical`),
    );
  });

  test('keep the key that they are encrypted with', () => {
    const off = { off: true, reason: 'its snapshots hold generated data only' };
    const kept = changed(dev, `${path}.deletionProtection`, 'on');
    expect(problems({ dev: changed(kept, 'dataKey.deletionProtection', off) })).toEqual([
      expect.stringContaining(`dataKey.deletionProtection: expected "on", while ${path} is protected`),
    ]);
  });

  test('are no less safe where criticality is higher', () => {
    const off = { off: true, reason: 'it is replaced with the contract' };
    expect(problems({ test: testing, prod: changed(prod, `${path}.rotation`, off) })).toEqual([
      expect.stringContaining(`${path}.rotation: expected a rotation`),
    ]);
  });

  test('are left out by a service that reads none', () => {
    const { secrets: _, ...others } = web;
    expect(problems({ prod: changed(changed(prod, 'services.web', others), 'secrets', {}) })).toEqual([]);
  });
});
