import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import { mailEventsTimeoutSeconds } from '../environments/mail-events';
import type { Key } from '../modules/kms';
import { Mail, type MailRef } from '../modules/mail';
import type { TopicRef } from '../modules/notifications';
import type { ZoneRef } from '../modules/zone';

type Decided = Exclude<Environment['mail'], 'none'>;

/** The domain that an environment sends mail from, and the queue of what became of it: `<env>-mail-events`. */
export function addMail(
  scope: TerraformStack,
  { name, account, region, logRetentionDays }: Environment,
  { from, dmarc, dmarcReportsTo, deletionProtection }: Decided,
  { zone, key, alarms: topic }: { readonly zone: ZoneRef; readonly key: Key; readonly alarms: TopicRef },
): Mail {
  return new Mail(scope, 'mail', {
    ...{ name: `${name}-mail`, account, region, key, domain: { zone, name: from }, alarms: { topic } },
    events: { logRetentionDays, visibilityTimeoutSeconds: mailEventsTimeoutSeconds },
    dmarc: { policy: dmarc, ...(dmarcReportsTo !== 'none' && { reportsTo: dmarcReportsTo }) },
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
}

/** What services and the user pool are told of it. */
export function mailRefOf({ name, domain, identityArn, configurationSetArn }: Mail): MailRef {
  return { name, domain, identityArn, configurationSetArn };
}
