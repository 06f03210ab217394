import { domainOfAddress } from '../../modules/mail/address-pattern';
import type { Finding } from '../load/problem';
import { mailEvents } from '../mail-events';
import { isIn } from './dns';
import { eachService, type Part } from './each';

const mailOf = ({ mail }: Part) => (typeof mail === 'object' ? mail : undefined);

/** The environment writes the records of its mail: the domain is in the public zone. */
export function mailIsInZone(part: Part): Finding[] {
  const mail = mailOf(part);
  if (!mail || part.dns === undefined) return [];
  if (part.dns === 'none')
    return [{ path: ['mail'], expected: '"none", since dns is "none": its records are in the public zone' }];
  const { publicZone } = part.dns;
  if (mail.from === undefined || publicZone === undefined || isIn(mail.from, publicZone)) return [];
  return [{ path: ['mail', 'from'], expected: `${publicZone} or a domain below it` }];
}

/** What became of mail is in a queue, which a service takes it from: nobody else learns of a bounce. */
export function mailEventsAreTaken(part: Part): Finding[] {
  const { queues = {}, services } = part;
  const own = Object.hasOwn(queues, mailEvents)
    ? [
        {
          path: ['queues', mailEvents],
          expected: 'another name: the queue of that name is that of mail',
          found: mailEvents,
        },
      ]
    : [];
  if (!mailOf(part) || !services) return own;
  const taken = Object.values(services).some((service) => {
    if (service?.runtime !== 'containers') return service?.runtime === undefined;
    const { consumes } = service;
    return consumes === undefined || (consumes !== 'none' && (consumes.queue ?? mailEvents) === mailEvents);
  });
  if (taken) return own;
  const expected = `"none", or a service of containers whose consumes.queue is "${mailEvents}": it learns which mail bounced`;
  return [...own, { path: ['mail'], expected }];
}

/** A service sends from addresses of the mail domain, under a name that SES takes for its policy. */
export function sendersAreOfMail(part: Part): Finding[] {
  const { mail } = part;
  return eachService(part, ({ sendsFrom = [] }, path, service) => {
    if (sendsFrom.length === 0 || mail === undefined) return [];
    const at = [...path, 'sendsFrom'];
    if (mail === 'none') return [{ path: at, expected: '[], since mail is "none"' }];
    const { from } = mail;
    const tooLong = service.replaceAll('-', '').length > 20;
    const expected = 'a name of 20 letters and digits or fewer beside hyphens, since it sends mail';
    return [
      ...sendsFrom.flatMap((address, index) =>
        address === undefined || from === undefined || isIn(domainOfAddress(address), from)
          ? []
          : [{ path: [...at, index], expected: `an address of ${from}` }],
      ),
      ...(tooLong ? [{ path, expected, found: service }] : []),
    ];
  });
}

/** Nobody destroys the name that a critical environment sends mail in. */
export function mailIsKept(part: Part): Finding[] {
  const { deletionProtection } = mailOf(part) ?? {};
  if (part.criticality !== 'critical' || deletionProtection === undefined || deletionProtection === 'on') return [];
  return [{ path: ['mail', 'deletionProtection'], expected: '"on", since criticality is critical' }];
}
