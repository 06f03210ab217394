import { Mail, type MailProps, type MailRef } from '../../modules/mail';
import { Key } from '../../modules/kms';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const zone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
const off = { off: true as const, reason: 'It sends to ourselves' };

const props = (rest: Partial<MailProps> = {}): MailProps => ({
  ...{ name: 'prod-shop', account, region, key, domain: { zone }, alarms: { topic } },
  events: { logRetentionDays: 90 },
  ...rest,
});
const mail = (rest?: Partial<MailProps>, use: (mail: Mail) => void = () => undefined) =>
  synth((stack) => use(new Mail(stack, 'mail', props(rest))));
const refusal = (rest: Partial<MailProps>) => () => mail(rest);
const set = mail().reference('aws_sesv2_configuration_set', 'arn');
const setName = mail().reference('aws_sesv2_configuration_set', 'configuration_set_name');
const identity = mail().reference('aws_sesv2_email_identity', 'arn');

describe('a configuration set', () => {
  test('requires TLS, measures its reputation, and sends nothing to who bounced or complained', () => {
    expect(mail().one('aws_sesv2_configuration_set')).toMatchObject({
      configuration_set_name: 'prod-shop',
      delivery_options: { tls_policy: 'REQUIRE' },
      reputation_options: { reputation_metrics_enabled: true },
      sending_options: { sending_enabled: true },
      suppression_options: { suppressed_reasons: ['BOUNCE', 'COMPLAINT'] },
      lifecycle: { prevent_destroy: true },
    });
  });

  test('is what every mail of the identity is sent with', () => {
    expect(mail().one('aws_sesv2_email_identity').configuration_set_name).toBe(setName);
  });
});

describe('an identity', () => {
  test('is a domain, signed with 2048 bits, that Terraform does not destroy', () => {
    expect(mail().one('aws_sesv2_email_identity')).toMatchObject({
      email_identity: 'shop.example.com',
      dkim_signing_attributes: { next_signing_key_length: 'RSA_2048_BIT' },
      lifecycle: { prevent_destroy: true },
      tags: { Name: 'shop.example.com' },
    });
  });

  test('may be of a domain below that of the zone', () => {
    const stack = mail({ domain: { zone, name: 'news.shop.example.com', mailFrom: 'returns' } });
    expect(stack.one('aws_sesv2_email_identity').email_identity).toBe('news.shop.example.com');
    expect(stack.one('aws_sesv2_email_identity_mail_from_attributes').mail_from_domain).toBe(
      'returns.news.shop.example.com',
    );
  });

  test('can be destroyed with the queues of its events, with a reason', () => {
    const stack = mail({ optOuts: { deletionProtection: off } });
    const kept = stack.resources().filter(({ attributes }) => attributes.lifecycle?.prevent_destroy);
    expect(kept).toEqual([]);
  });
});

describe('the records', () => {
  const records = (rest?: Partial<MailProps>) => mail(rest).all('aws_route53_record');
  const named = (name: string, type: string, rest?: Partial<MailProps>) =>
    records(rest).find((record) => record.name === name && record.type === type)?.records;

  test('are all of the zone', () => {
    for (const record of records()) expect(record).toMatchObject({ zone_id: zone.zoneId, ttl: 3600 });
  });

  test('have a key for each of the three tokens, at an address that is no position in a list', () => {
    const token = (number: number) =>
      mail().reference('aws_sesv2_email_identity', `dkim_signing_attributes[0].tokens[${number}]`);
    const dkim = records().filter(({ type }) => type === 'CNAME');
    expect(dkim.map(({ name, records: [value] }) => [name, value])).toEqual(
      [0, 1, 2].map((one) => [`${token(one)}._domainkey.shop.example.com`, `${token(one)}.dkim.amazonses.com`]),
    );
    const ids = mail()
      .resources('aws_route53_record')
      .map(({ name }) => name);
    expect(ids.filter((name) => /dkim-[123]_/.test(name))).toHaveLength(3);
  });

  test('have the keys where SES keeps those of the region', () => {
    const there = mail({
      ...{ region: 'eu-south-1', key: { keyArn: `arn:aws:kms:eu-south-1:${account}:key/1234` } },
      alarms: { topic: { topicArn: `arn:aws:sns:eu-south-1:${account}:alarms` } },
    }).all('aws_route53_record');
    const values = there.filter(({ type }) => type === 'CNAME').map(({ records: [value] }) => value);
    for (const value of values) expect(value).toMatch(/\.dkim\.eu-south-1\.amazonses\.com$/);
  });

  test('send bounces to SES, and let SES alone send for the MAIL FROM domain', () => {
    expect(named('bounce.shop.example.com', 'MX')).toEqual(['10 feedback-smtp.eu-west-1.amazonses.com']);
    expect(named('bounce.shop.example.com', 'TXT')).toEqual(['v=spf1 include:amazonses.com -all']);
  });

  test('are there before SES looks for them', () => {
    const { depends_on: waits } = mail().one('aws_sesv2_email_identity_mail_from_attributes');
    expect(waits.map((address: string) => /mail-from-(mx|spf)/.exec(address)?.[1])).toEqual(['mx', 'spf']);
  });

  test('tell receivers to quarantine what nobody signed', () => {
    expect(named('_dmarc.shop.example.com', 'TXT')).toEqual(['v=DMARC1; p=quarantine; sp=quarantine; adkim=r; aspf=r']);
  });

  test('may tell them to reject it, and to report it', () => {
    const dmarc = { policy: 'reject', reportsTo: 'dmarc@example.com' } as const;
    expect(named('_dmarc.shop.example.com', 'TXT', { dmarc })).toEqual([
      'v=DMARC1; p=reject; sp=reject; adkim=r; aspf=r; rua=mailto:dmarc@example.com',
    ]);
  });

  test('tell them nothing only with a reason', () => {
    const none = { optOuts: { dmarcEnforcement: off } };
    expect(named('_dmarc.shop.example.com', 'TXT', none)![0]).toContain('p=none; sp=none');
    expect(optOuts((stack) => new Mail(stack, 'mail', props(none)))['stack/mail/records/dmarc']).toEqual({
      dmarc_enforcement: off.reason,
    });
  });
});

describe('events', () => {
  test('go to a topic that admits SES for the configuration set alone', () => {
    const stack = mail();
    expect(stack.one('aws_sesv2_configuration_set_event_destination')).toEqual({
      configuration_set_name: setName,
      event_destination_name: 'topic',
      event_destination: {
        enabled: true,
        matching_event_types: ['BOUNCE', 'COMPLAINT', 'DELIVERY_DELAY', 'REJECT', 'RENDERING_FAILURE'],
        sns_destination: { topic_arn: stack.reference('aws_sns_topic_policy', 'arn') },
      },
    });
    expect(statements(stack.one('aws_sns_topic_policy').policy).SesPublishes).toMatchObject({
      ...{ Effect: 'Allow', Principal: { Service: 'ses.amazonaws.com' }, Action: 'sns:Publish' },
      Condition: { ArnEquals: { 'aws:SourceArn': [set] }, StringEquals: { 'aws:SourceAccount': account } },
    });
  });

  test('go from the topic to a queue, as SES wrote them', () => {
    const stack = mail({ events: { logRetentionDays: 90, types: ['SEND'], visibilityTimeoutSeconds: 60 } });
    expect(stack.one('aws_sns_topic_subscription')).toMatchObject({ protocol: 'sqs', raw_message_delivery: true });
    const queue = stack.all('aws_sqs_queue').find(({ name }) => name === 'prod-shop-events');
    expect(queue).toMatchObject({ visibility_timeout_seconds: 60, kms_master_key_id: key.keyArn });
    const { event_destination } = stack.one('aws_sesv2_configuration_set_event_destination');
    expect(event_destination.matching_event_types).toEqual(['SEND']);
  });

  test('are encrypted by a key that is opened to all that carry them', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Mail', alias: 'mail', account, region });
      new Mail(stack, 'mail', props({ key: own }));
    });
    const policy = statements(stack.one('aws_kms_key').policy);
    expect(Object.keys(policy)).toEqual(
      expect.arrayContaining(['SesEventsUses', 'SnsDeliveriesUses', 'SqsUses', 'SnsUses']),
    );
    expect(policy.SesEventsUses).toMatchObject({
      Principal: { Service: 'ses.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });
});

describe('a grant', () => {
  const from = ['orders@shop.example.com'];
  const granted = () => mail({}, (it) => it.grantSend('Web', role, from));
  const sends = { Effect: 'Allow', Action: ['ses:SendEmail', 'ses:SendRawEmail'] };
  const Condition = { StringEquals: { 'ses:FromAddress': from } };

  test('is bound to the identity, the configuration set and the address', () => {
    const { role: grantee, policy } = granted()
      .all('aws_iam_role_policy')
      .find(({ name }) => name === 'send-prod-shop-Web')!;
    expect(grantee).toBe('web');
    expect(statements(policy)).toEqual({ Sends: { ...sends, Sid: 'Sends', Resource: [identity, set], Condition } });
  });

  test('names the role in a policy of the identity', () => {
    const { email_identity, policy_name, policy } = granted().one('aws_sesv2_email_identity_policy');
    expect([email_identity, policy_name]).toEqual(['shop.example.com', 'send-prod-shop-Web']);
    expect(statements(policy)).toEqual({
      WebSends: { ...sends, Sid: 'WebSends', Principal: { AWS: role.roleArn }, Resource: identity, Condition },
    });
  });

  test('may be given by a stack that imports the domain', () => {
    const ref: MailRef = {
      ...{ name: 'prod-shop', domain: 'shop.example.com' },
      identityArn: `arn:aws:ses:${region}:${account}:identity/shop.example.com`,
      configurationSetArn: `arn:aws:ses:${region}:${account}:configuration-set/prod-shop`,
    };
    const stack = synth((stack) => Mail.import(stack, 'mail', ref).grantSend('Web', role, from));
    expect(statements(stack.one('aws_iam_role_policy').policy).Sends!.Resource).toEqual([
      ref.identityArn,
      ref.configurationSetArn,
    ]);
    expect(stack.types()).toEqual(['aws_iam_role_policy', 'aws_sesv2_email_identity_policy']);
  });

  test.each<[readonly string[], string]>([
    [['orders@example.com'], 'from: expected addresses of shop.example.com, found "orders@example.com"'],
    [['*@shop.example.com'], 'from[0]: expected an email address, such as orders@shop.example.com'],
    [[], 'from: expected 1 to 20 addresses, each once, found []'],
  ])('refuses %j', (from, message) => {
    expect(() => mail({}, (it) => it.grantSend('Web', role, from))).toThrow(`stack/mail: ${message}`);
  });

  test('refuses a name that is granted twice', () => {
    const twice = (it: Mail) => [1, 2].forEach(() => it.grantSend('Web', role, from));
    expect(() => mail({}, twice)).toThrow('stack/mail: name: expected each name once, found "Web"');
  });
});

describe('alarms', () => {
  const alarm = (metric: string, rest?: Partial<MailProps>) =>
    mail(rest)
      .all('aws_cloudwatch_metric_alarm')
      .find(({ metric_name }) => metric_name === metric)!;

  test('tell of bounces and complaints before SES reviews the account', () => {
    const dimensions = { 'ses:configuration-set': 'prod-shop' };
    expect(alarm('Reputation.BounceRate')).toMatchObject({ namespace: 'AWS/SES', threshold: 0.02, dimensions });
    expect(alarm('Reputation.ComplaintRate')).toMatchObject({ namespace: 'AWS/SES', threshold: 0.0005, dimensions });
    expect(alarm('Reputation.BounceRate', { alarms: { topic, bouncePercent: 4 } }).threshold).toBe(0.04);
  });

  test('all tell the topic, and what to do', () => {
    for (const one of mail().all('aws_cloudwatch_metric_alarm')) {
      expect(one).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
      expect(one.alarm_description).toMatch(/Look (at|whether)/);
    }
  });
});

test.each<[Partial<MailProps>, string]>([
  [{ name: 'a b' }, 'name: expected up to 38 letters, digits, _ and -'],
  [{ domain: { zone, name: 'example.com' } }, 'domain.name: expected a domain in the zone shop.example.com'],
  [{ domain: { zone, mailFrom: 'a.b' } }, 'domain.mailFrom: expected one label'],
  [{ alarms: { topic, bouncePercent: 10 } }, 'alarms.bouncePercent: expected more than 0 and at most 5 percent'],
  [{ alarms: { topic, complaintPercent: 1 } }, 'alarms.complaintPercent: expected more than 0 and at most 0.1 percent'],
  [{ dmarc: { policy: 'none' as 'reject' } }, 'dmarc.policy: expected one of quarantine, reject, found "none"'],
  [{ dmarc: { reportsTo: 'example.com' } }, 'dmarc.reportsTo: expected an email address'],
  [{ key: { keyArn: `arn:aws:kms:us-east-1:${account}:key/1` } }, "key.keyArn: expected an ARN of the module's region"],
])('refuses %j', (rest, message) => {
  expect(refusal(rest)).toThrow(`stack/mail: ${message}`);
});
