import { Sesv2ConfigurationSet } from '@cdktf/provider-aws/lib/sesv2-configuration-set';
import type { Sesv2ConfigurationSetEventDestination } from '@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination';
import { Sesv2EmailIdentity } from '@cdktf/provider-aws/lib/sesv2-email-identity';
import { Sesv2EmailIdentityMailFromAttributes } from '@cdktf/provider-aws/lib/sesv2-email-identity-mail-from-attributes';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { MessageTopic } from '../message-topic/message-topic';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import type { Queue } from '../queue/queue';
import { isInZone } from '../zone/domain-name';
import { GrantingMail } from './granting-mail';
import { ImportedMail } from './imported-mail';
import { MailAlarms } from './mail-alarms';
import { MailEventQueue } from './mail-events';
import { mailProps, type MailProps } from './mail-props';
import { MailRecords } from './mail-records';
import type { MailRef } from './mail-ref';

/**
 * A domain that SES sends mail from: signed by DKIM with 2048 bits, bounces to a MAIL FROM domain of its own, over TLS only, and never to who bounced or complained.
 * What became of mail is in a queue; alarms tell before SES stops it.
 *
 * ```ts
 * const mail = new Mail(this, 'mail', { name: 'prod-shop', account, region, key, domain: { zone }, events: { logRetentionDays: 90 }, alarms: { topic } });
 * mail.grantSend('Web', web.taskRole, ['orders@shop.example.com']);
 * mail.events.grantConsume('Mailer', mailer.taskRole);
 * ```
 *
 * A new account sends to verified addresses only, until AWS takes it out of the sandbox: somebody asks for that, once a region.
 */
export class Mail extends GrantingMail implements MailRef {
  static readonly props = mailProps;
  readonly name: string;
  readonly domain: string;
  /** Who uses it waits for the identity. */
  readonly identityArn: string;
  readonly configurationSetArn: string;
  /** What bounces are returned to: `bounce.shop.example.com`. */
  readonly mailFromDomain: string;
  /** What became of mail: roles receive it after `grantConsume`. */
  readonly events: Queue;
  /** The same, for others to subscribe to. */
  readonly eventTopic: MessageTopic;
  readonly nodes: {
    readonly identity: Sesv2EmailIdentity;
    readonly configurationSet: Sesv2ConfigurationSet;
    readonly eventDestination: Sesv2ConfigurationSetEventDestination;
    readonly mailFrom: Sesv2EmailIdentityMailFromAttributes;
    readonly records: MailRecords;
  };

  /** @throws PropsError for props that SES refuses, and for a domain outside of the zone. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MailProps,
  ) {
    super(scope, id);
    checkProps(this, mailProps, props);
    const { name, account, region, key, events, alarms, optOuts } = props;
    const { zone, name: domain = zone.zoneName, mailFrom: label = 'bounce' } = props.domain;
    assertProp(this, 'domain.name', isInZone(domain, zone.zoneName), `a domain in the zone ${zone.zoneName}`, domain);
    this.mailFromDomain = `${label}.${domain}`;

    const configurationSet = this.addConfigurationSet();
    const eventQueue = new MailEventQueue(this, 'events', {
      ...{ name, account, region, key, configurationSet, events, alarms },
      deletionProtection: optOuts?.deletionProtection,
    });
    const identity = new Sesv2EmailIdentity(this, 'identity', {
      emailIdentity: domain,
      configurationSetName: configurationSet.configurationSetName,
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
      tags: { Name: domain },
    });
    this.protect(identity);
    const records = new MailRecords(this, 'records', {
      ...{ zoneId: zone.zoneId, domain, mailFrom: this.mailFromDomain, region, identity },
      ...{ dmarc: props.dmarc ?? {}, dmarcEnforcement: optOuts?.dmarcEnforcement },
    });
    const mailFrom = this.addMailFrom(identity, records);

    this.name = name;
    this.domain = domain;
    this.identityArn = identity.arn;
    this.configurationSetArn = configurationSet.arn;
    this.events = eventQueue.queue;
    this.eventTopic = eventQueue.topic;
    const eventDestination = eventQueue.nodes.destination;
    this.nodes = { identity, configurationSet, eventDestination, mailFrom, records };
    new MailAlarms(this, 'alarms', { name, domain, thresholds: alarms });
  }

  /** A mail domain of another stack, by names that are known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: MailRef): ImportedMail {
    return new ImportedMail(scope, id, ref);
  }

  protected get granting(): MailRef {
    return this;
  }

  private addConfigurationSet(): Sesv2ConfigurationSet {
    const { name } = this.props;
    const configurationSet = new Sesv2ConfigurationSet(this, 'configuration-set', {
      configurationSetName: name,
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      tags: { Name: name },
    });
    this.protect(configurationSet);
    return configurationSet;
  }

  /** Without its MX record, mail goes from a domain of SES, and is still signed: DMARC passes by DKIM. */
  private addMailFrom(identity: Sesv2EmailIdentity, { mailFrom }: MailRecords): Sesv2EmailIdentityMailFromAttributes {
    return new Sesv2EmailIdentityMailFromAttributes(this, 'mail-from', {
      ...{ emailIdentity: identity.emailIdentity, mailFromDomain: this.mailFromDomain },
      behaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      dependsOn: [...mailFrom],
    });
  }

  private protect(resource: TerraformResource): void {
    if (isOn(resource, 'deletion_protection', this.props.optOuts?.deletionProtection)) {
      resource.lifecycle = { preventDestroy: true };
    }
  }
}
