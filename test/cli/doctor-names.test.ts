import { doctor } from '../../cli/commands/doctor';
import { delegation } from '../../cli/doctor/names';
import { dev, prod } from '../../environments';
import { capturedIo } from '../support/io';

// The tools of this machine are not what this is about.
jest.mock('../../cli/doctor/checks', () => ({ checks: async () => [] }));

const servers = ['ns-2.awsdns-02.com', 'ns-1.awsdns-01.org', 'ns-3.awsdns-03.net', 'ns-4.awsdns-04.co.uk'];
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe('the domain of an environment', () => {
  test('is delegated where the resolver names servers of Route 53', async () => {
    const asked: string[] = [];
    const [check] = await delegation(prod, async (domain) => {
      asked.push(domain);
      return servers;
    });
    expect(asked).toEqual(['shop.example.com']);
    expect(check).toEqual({
      name: 'shop.example.com',
      status: 'present',
      found: 'delegated to ns-1.awsdns-01.org, ns-2.awsdns-02.com, ns-3.awsdns-03.net, ns-4.awsdns-04.co.uk',
      neededFor: 'names and certificates of prod',
      needed: false,
    });
  });

  test.each([
    ['ENODATA', 'missing', /^not delegated/],
    ['ENOTFOUND', 'missing', /^not delegated/],
    ['ESERVFAIL', 'missing', /do not answer for it, or its signatures do not match its DS record$/],
    ['ETIMEOUT', 'unknown', /does not answer \(ETIMEOUT\)$/],
    ['ECONNREFUSED', 'unknown', /does not answer \(ECONNREFUSED\)$/],
  ])('with %s is %s', async (code, status, found) => {
    const [check] = await delegation(prod, failing(code));
    expect(check).toMatchObject({ status, found: expect.stringMatching(found) });
    expect(check!.howToGet).toBe(status === 'missing' ? 'docs/guides/names-and-certificates.md' : undefined);
  });

  test('that others serve is not delegated to Route 53', async () => {
    const [check] = await delegation(prod, async () => [servers[0]!, 'ns1.example.net']);
    expect(check).toMatchObject({
      status: 'missing',
      found: 'delegated to ns-2.awsdns-02.com, ns1.example.net, which are not all of Route 53',
    });
  });

  test('is nothing to ask for where it has none', async () => {
    expect(await delegation({ ...dev, dns: 'none' }, failing('ENODATA'))).toEqual([]);
  });
});

describe('terrace doctor', () => {
  const run = async (names: string[], ask = failing('ENODATA')) => {
    const { io, printed } = capturedIo({ env: { ...process.env } });
    const code = await doctor(names, { json: true }, io, ask);
    return { code, checks: JSON.parse(printed.out).checks as { name: string; status: string }[] };
  };

  test('asks no resolver unless an environment is named', async () => {
    const { checks } = await run([], () => Promise.reject(new Error('asked')));
    expect(checks).toEqual([]);
  });

  test('exits 1 where the domain of an environment is not delegated', async () => {
    const { code, checks } = await run(['prod', 'dev']);
    expect(code).toBe(1);
    expect(checks.map(({ name, status }) => [name, status])).toEqual([
      ['shop-dev.example.com', 'missing'],
      ['shop.example.com', 'missing'],
    ]);
  });

  test('names no environment that there is not', async () => {
    await expect(run(['staging'])).rejects.toThrow('no environment is named "staging"');
  });
});
