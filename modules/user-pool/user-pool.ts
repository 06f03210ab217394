import { CognitoRiskConfiguration } from '@cdktf/provider-aws/lib/cognito-risk-configuration';
import { CognitoUserPool } from '@cdktf/provider-aws/lib/cognito-user-pool';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { Construct } from 'constructs';
import { isOn } from '../opt-out';
import { assertProp, checkProps, isKnown } from '../props';
import { domainOfAddress } from '../mail/address-pattern';
import { isInZone } from '../zone/domain-name';
import { standardAttributes, wrongBounds } from './attributes';
import { Client, type ClientProps } from './client';
import { Domain } from './domain';
import { GrantingUserPool } from './granting-user-pool';
import { ImportedUserPool } from './imported-user-pool';
import { poolConfig, riskConfig } from './pool-config';
import { UserPoolAlarms } from './user-pool-alarms';
import { userPoolProps, type UserPoolProps } from './user-pool-props';
import type { UserPoolRef } from './user-pool-ref';

/**
 * The accounts of an application's users, in Cognito: people sign in by email address, in any case of letters, with a password and a second factor. Clients have the
 * code grant alone, short tokens that can be revoked, and do not tell who has an account.
 *
 * How people sign in, and which attributes they have, is for ever: another decision would replace the pool, with every account in it, which Terraform and Cognito
 * refuse. Custom attributes are added in place.
 */
export class UserPool extends GrantingUserPool implements UserPoolRef {
  static readonly props = userPoolProps;
  readonly name: string;
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  /** The prefix, or the whole name of a domain of one's own; who uses it waits for it. */
  readonly domain: string;
  /** By name. */
  readonly clientIds: Readonly<Record<string, string>>;
  /** Those of them that a load balancer uses. */
  readonly balancerClientIds: Readonly<Record<string, string>>;
  readonly nodes: {
    readonly userPool: CognitoUserPool;
    readonly domain: Domain;
    /** By name. */
    readonly clients: Readonly<Record<string, Client>>;
    readonly riskConfiguration?: CognitoRiskConfiguration;
  };

  /** @throws PropsError for props that Cognito refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: UserPoolProps,
  ) {
    super(scope, id);
    this.check();
    const { name, region, signIn, domain: loginDomain, alarms: thresholds } = props;
    const userPool = this.addUserPool();
    const riskConfiguration = this.addRiskConfiguration(userPool);
    const domain = new Domain(this, 'domain', { domain: loginDomain, userPoolId: userPool.id, region });
    const clients = this.addClients(userPool);
    this.addWebAcl(userPool);

    this.name = name;
    this.userPoolId = userPool.id;
    this.userPoolArn = userPool.arn;
    this.issuer = `https://${userPool.endpoint}`;
    this.domain = domain.domain;
    this.clientIds = Object.fromEntries(Object.entries(clients).map(([client, { clientId }]) => [client, clientId]));
    const ofBalancers = Object.entries(this.clientIds).filter(
      ([client]) => props.clients[client]?.usedBy === 'balancer',
    );
    this.balancerClientIds = Object.fromEntries(ofBalancers);
    this.nodes = { userPool, domain, clients, ...(riskConfiguration && { riskConfiguration }) };
    const { userPoolId, clientIds } = this;
    const hasThreatProtection = signIn.tier === 'PLUS';
    new UserPoolAlarms(this, 'alarms', { name, userPoolId, clientIds, hasThreatProtection, thresholds });
  }

  /** A user pool of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: UserPoolRef): ImportedUserPool {
    return new ImportedUserPool(scope, id, ref);
  }

  protected get granting(): UserPoolRef {
    return this;
  }

  private check(): void {
    checkProps(this, userPoolProps, this.props);
    const { region, signIn, email, domain, clients, attributes = {} } = this.props;
    const withPasskeys = signIn.passkeys === undefined || signIn.mfa !== 'required';
    assertProp(this, 'signIn.passkeys', withPasskeys, 'nothing, where mfa is required', signIn.passkeys);
    const [attribute, bounds] = wrongBounds(attributes) ?? [];
    assertProp(this, `attributes.custom.${attribute}`, !attribute, bounds ?? '', attributes.custom?.[attribute ?? '']);
    if ('name' in domain) {
      const inside = isInZone(domain.name, domain.zone.zoneName) && domain.name !== domain.zone.zoneName;
      assertProp(this, 'domain.name', inside, `a name below ${domain.zone.zoneName}`, domain.name);
    }
    if ('mail' in email) {
      const { from, mail } = email;
      assertProp(
        this,
        'email.from',
        isInZone(domainOfAddress(from), mail.domain),
        `an address of ${mail.domain}`,
        from,
      );
      const isThere = !isKnown(mail.identityArn) || mail.identityArn.split(':')[3] === region;
      assertProp(this, 'email.mail.identityArn', isThere, `an identity of ${region}`, mail.identityArn);
    }
    const tellsUsers = signIn.tier !== 'PLUS' || 'mail' in email;
    assertProp(this, 'email', tellsUsers, 'mail, for the tier PLUS, whose threat protection names a sender', email);
    for (const [name, client] of Object.entries(clients)) this.checkClient(name, client);
  }

  private checkClient(name: string, client: ClientProps): void {
    const { attributes = {} } = this.props;
    const { scopes, usedBy, callbackUrls, readAttributes = [], writeAttributes = [] } = client;
    const isOpenId = scopes === undefined || scopes.includes('openid');
    assertProp(
      this,
      `clients.${name}.scopes`,
      isOpenId,
      'scopes with openid, without which there is no ID token',
      scopes,
    );
    const other = usedBy === 'balancer' && callbackUrls.find((url) => !url.endsWith('/oauth2/idpresponse'));
    assertProp(
      this,
      `clients.${name}.callbackUrls`,
      !other,
      'https://<host>/oauth2/idpresponse, for a balancer',
      other,
    );
    const custom = Object.keys(attributes.custom ?? {}).map((attribute) => `custom:${attribute}`);
    const writable = ['email', 'updated_at', ...standardAttributes, ...custom];
    const readable = ['email_verified', 'phone_number_verified', ...writable];
    for (const [prop, list, known] of [
      ['readAttributes', readAttributes, readable],
      ['writeAttributes', writeAttributes, writable],
    ] as const) {
      const unknown = list.find((one) => !known.includes(one));
      const expected = 'attributes of the pool that a client may name here';
      assertProp(this, `clients.${name}.${prop}`, unknown === undefined, expected, unknown);
    }
  }

  private addUserPool(): CognitoUserPool {
    const { signIn, email, optOuts } = this.props;
    const userPool = new CognitoUserPool(this, 'user-pool', poolConfig(this.props));
    isOn(userPool, 'mfa', typeof signIn.mfa === 'object' ? signIn.mfa : undefined);
    isOn(userPool, 'ses_email', 'off' in email ? email : undefined);
    const isProtected = isOn(userPool, 'deletion_protection', optOuts?.deletionProtection);
    userPool.deletionProtection = isProtected ? 'ACTIVE' : 'INACTIVE';
    if (isProtected) userPool.lifecycle = { preventDestroy: true };
    return userPool;
  }

  private addRiskConfiguration({ id }: CognitoUserPool): CognitoRiskConfiguration | undefined {
    const { signIn, email } = this.props;
    if (signIn.tier !== 'PLUS' || !('mail' in email)) return undefined;
    return new CognitoRiskConfiguration(this, 'risk-configuration', riskConfig(id, email));
  }

  private addClients({ id: userPoolId }: CognitoUserPool): Readonly<Record<string, Client>> {
    const scope = new Construct(this, 'clients');
    const { name, clients, signIn } = this.props;
    const hasPasskeys = signIn.passkeys !== undefined;
    const made = Object.entries(clients).map(
      ([client, props]) =>
        [client, new Client(scope, client, { name: `${name}-${client}`, userPoolId, hasPasskeys, props })] as const,
    );
    return Object.fromEntries(made);
  }

  private addWebAcl({ arn: resourceArn }: CognitoUserPool): void {
    const { webAcl } = this.props;
    if (webAcl) new Wafv2WebAclAssociation(this, 'web-acl', { resourceArn, webAclArn: webAcl.webAclArn });
  }
}
