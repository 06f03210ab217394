import { prod } from '../../environments';
import { changed, problems } from '../support/environments';
import { withoutPeople, withPeople } from '../support/people';

const change = (path: string, value: unknown) => problems({ prod: changed(withPeople, path, value) });
const off = { off: true, reason: 'sends nothing that anybody waits for' };

test('an environment with mail is sound', () => {
  expect(problems({ prod: withPeople })).toEqual([]);
});

describe('mail', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'is none, or decided whole',
      'mail',
      'shop.example.com',
      'mail: expected "none" or an object of from, dmarc, dmarcReportsTo, deletionProtection, found "shop.example.com"',
    ],
    ['enforces DMARC', 'mail.dmarc', 'none', 'mail.dmarc: expected one of quarantine, reject, found "none"'],
    [
      'is reported to an address',
      'mail.dmarcReportsTo',
      'nobody',
      'mail.dmarcReportsTo: expected an email address such as dmarc@shop.example.com, or "none", found "nobody"',
    ],
    [
      'is sent from a domain of the public zone',
      'mail.from',
      'shop.example.org',
      'mail.from: expected shop.example.com or a domain below it, found "shop.example.org"',
    ],
    [
      'is kept in a critical environment',
      'mail.deletionProtection',
      off,
      'mail.deletionProtection: expected "on", since criticality is critical, found',
    ],
    [
      'has a service that takes what became of it',
      'services.bounces',
      undefined,
      'mail: expected "none", or a service of containers whose consumes.queue is "mail-events": it learns which mail bounced, found',
    ],
    [
      'has the queue of its events to itself',
      'queues.mail-events',
      prod.queues.orders,
      'queues.mail-events: expected another name: the queue of that name is that of mail, found "mail-events"',
    ],
    [
      'is sent from its own domain',
      'services.web.sendsFrom',
      ['orders@example.org'],
      'services.web.sendsFrom[0]: expected an address of shop.example.com, found "orders@example.org"',
    ],
    [
      'is sent from addresses without a name in front',
      'services.web.sendsFrom',
      ['Shop <orders@shop.example.com>'],
      'services.web.sendsFrom[0]: expected an email address such as orders@shop.example.com, found',
    ],
    [
      'leaves a consumer of its events the time of their queue',
      'services.bounces.consumes',
      { queue: 'mail-events', secondsPerMessage: 180, withinSeconds: 180 },
      'services.bounces.consumes.secondsPerMessage: expected fewer than the visibility timeout of its queue, 180: then others receive the message as well, found 180',
    ],
  ])('%s', (_, path, value, problem) => {
    expect(change(path, value)).toContainEqual(expect.stringContaining(`environments/prod.ts: ${problem}`));
  });

  test('goes by the endpoint of the API of SES, and not by that of SMTP, where nothing goes over the internet', () => {
    expect(problems({ prod })).toEqual([]);
    const endpoints = prod.network.interfaceEndpoints.map((one) => (one === 'email' ? 'email-smtp' : one));
    expect(problems({ prod: changed(prod, 'network.interfaceEndpoints', endpoints) })).toEqual([
      'environments/prod.ts: services.worker.outbound: expected "internet", or network.interfaceEndpoints with email, which services.worker needs, found "endpoints"',
    ]);
  });

  test('is sent by services with short names', () => {
    const name = 'a-service-of-long-name';
    const services = {
      ...withPeople.services,
      [name.slice(0, 21)]: { ...prod.services.worker, outbound: 'internet', sendsFrom: ['a@shop.example.com'] },
    };
    expect(problems({ prod: changed(withPeople, 'services', services) })).toEqual([]);
    const whole = {
      ...withPeople.services,
      abcdefghijklmnopqrstu: { ...prod.services.worker, outbound: 'internet', sendsFrom: ['a@shop.example.com'] },
    };
    expect(problems({ prod: changed(withPeople, 'services', whole) })).toContain(
      'environments/prod.ts: services.abcdefghijklmnopqrstu: expected a name of 20 letters and digits or fewer beside hyphens, since it sends mail, found "abcdefghijklmnopqrstu"',
    );
  });

  test('is sent by nobody where there is none', () => {
    expect(problems({ prod: changed(withoutPeople, 'services.web.sendsFrom', ['orders@shop.example.com']) })).toContain(
      'environments/prod.ts: services.web.sendsFrom: expected [], since mail is "none", found ["orders@shop.example.com"]',
    );
    expect(problems({ prod: changed(withoutPeople, 'services.worker.consumes.queue', 'mail-events') })).toEqual([
      'environments/prod.ts: services.worker.consumes.queue: expected a name of queues (nearest: orders), found "mail-events"',
    ]);
  });
});
