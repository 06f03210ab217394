import type { Api } from './api';

const xmlns = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';

/** Gives a name an A record, in a public zone of its own. */
export async function giveAddress(api: Api, name: string): Promise<void> {
  const zone = `<Name>${name}</Name><CallerReference>${name}</CallerReference>`;
  const made = await api.xml(
    ...(['route53', 'POST', '/2013-04-01/hostedzone'] as const),
    `<CreateHostedZoneRequest ${xmlns}>${zone}</CreateHostedZoneRequest>`,
  );
  const [, id] = /<Id>(\/hostedzone\/\w+)<\/Id>/.exec(made.text) ?? [];
  const answer = '<ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>';
  const record = `<ResourceRecordSet><Name>${name}</Name><Type>A</Type><TTL>60</TTL>${answer}</ResourceRecordSet>`;
  const changes = `<Changes><Change><Action>CREATE</Action>${record}</Change></Changes>`;
  const batch = `<ChangeResourceRecordSetsRequest ${xmlns}><ChangeBatch>${changes}</ChangeBatch></ChangeResourceRecordSetsRequest>`;
  const { status, text } = await api.xml('route53', 'POST', `/2013-04-01${id}/rrset`, batch);
  if (status !== 200) throw new Error(text);
}
