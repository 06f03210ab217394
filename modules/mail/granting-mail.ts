import { Sesv2EmailIdentityPolicy } from '@cdktf/provider-aws/lib/sesv2-email-identity-policy';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { policyDocument } from '../iam/policy-document';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { assertProp, checkProps, granteeName, list } from '../props';
import { isInZone } from '../zone/domain-name';
import { emailAddress } from './address';
import { domainOfAddress } from './address-pattern';
import type { MailRef } from './mail-ref';

const grantProps = { name: granteeName(20), role: roleRef, from: list('addresses', emailAddress, { min: 1, max: 20 }) };

/** By the API and by SMTP, which is raw mail (SES developer guide, Identity and access management in Amazon SES). */
const sending = ['ses:SendEmail', 'ses:SendRawEmail'];

/** What a mail domain grants, whichever stack made it. */
export abstract class GrantingMail extends Construct {
  /** What the grants name. */
  protected abstract get granting(): MailRef;

  /**
   * Lets `role` send from these addresses, with the configuration set of the domain and no other. The policy of the identity names the role too: an identity has up
   * to 20 such policies (SES developer guide, Service quotas in Amazon SES).
   *
   * @param name says which role, in letters and digits: `Web`.
   * @param from addresses of the domain, without display names: `orders@shop.example.com`.
   * @throws PropsError for an address of another domain, and for a name that is granted twice.
   */
  grantSend(name: string, role: RoleRef, from: readonly string[]): void {
    checkProps(this, grantProps, { name, role, from });
    const { name: set, domain, identityArn, configurationSetArn } = this.granting;
    const outside = from.find((address) => !isInZone(domainOfAddress(address), domain));
    assertProp(this, 'from', outside === undefined, `addresses of ${domain}`, outside);
    const id = `send-${set}-${name}`;
    assertProp(this, 'name', !this.node.tryFindChild(id), 'each name once', name);
    const sends = {
      Effect: 'Allow',
      Action: sending,
      Condition: { StringEquals: { 'ses:FromAddress': from } },
    } as const;
    grant(this, id, role, [{ ...sends, Sid: 'Sends', Resource: [identityArn, configurationSetArn] }]);
    new Sesv2EmailIdentityPolicy(this, `identity-policy-${name}`, {
      ...{ emailIdentity: domain, policyName: id },
      policy: policyDocument([
        { ...sends, Sid: `${name}Sends`, Principal: { AWS: role.roleArn }, Resource: identityArn },
      ]),
    });
  }
}
