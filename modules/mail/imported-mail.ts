import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { GrantingMail } from './granting-mail';
import { mailRef, type MailRef } from './mail-ref';

/** A mail domain of another stack, to be granted in this one; `Mail.import` makes it. */
export class ImportedMail extends GrantingMail implements MailRef {
  readonly name: string;
  readonly domain: string;
  readonly identityArn: string;
  readonly configurationSetArn: string;

  /** @throws PropsError for what is no reference to a mail domain, and for a name that is known only after apply. */
  constructor(scope: Construct, id: string, ref: MailRef) {
    super(scope, id);
    checkProps(this, { ref: mailRef }, { ref });
    this.name = ref.name;
    this.domain = ref.domain;
    this.identityArn = ref.identityArn;
    this.configurationSetArn = ref.configurationSetArn;
  }

  protected get granting(): MailRef {
    return this;
  }
}
