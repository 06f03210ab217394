import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { AccountDefaults, RegionDefaults } from '../modules/account-defaults';
import { BillingAlarms } from '../modules/billing-alarms';
import {
  AccessAnalyzer,
  ContinuousIntegration,
  FederatedPeople,
  PasswordPolicy,
  People,
  PermissionsBoundary,
  platformServices,
  SamlProvider,
  type PolicyRef,
  type RoleRef,
} from '../modules/iam';
import { inRegion } from '../modules/in-region';
import { Topic, type TopicRef } from '../modules/notifications';
import { EnvironmentStack, stateKeyAlias } from './environment-stack';
import { pipeline } from './pipeline';
import { textOfFile } from './text-of-file';

export interface AccountOutputs {
  /** Where alarms of the environment's region go. */
  readonly alarms: TopicRef;
  /** Where alarms go on what AWS keeps in us-east-1 for every region: names, certificates of CloudFront. */
  readonly globalAlarms: TopicRef;
  /** What bounds every role that a stack above makes. */
  readonly boundary: PolicyRef;
  /** The people who operate what the stacks above make. */
  readonly developer: RoleRef;
}

/** Who may do what in the account, and what it costs: changed with the team, not with the application. */
export class AccountStack extends EnvironmentStack<AccountOutputs> {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, 'account');
    const { name, account, identity, billing, notifications } = environment;

    new PasswordPolicy(this, 'password-policy', identity.passwordPolicy);
    const usEast1 = this.providerIn('us-east-1');
    new AccountDefaults(this, 'defaults');
    this.guardRegion(this);
    // Billing lives there, which makes it a region in use.
    const elsewhere = environment.region === usEast1.region ? undefined : new Construct(this, 'us-east-1');
    if (elsewhere) inRegion(this.guardRegion(elsewhere), usEast1);
    const state = { bucket: environment.state.bucket, keyAlias: stateKeyAlias(environment) };
    const samlProviders = identity.saml !== 'none' && { samlProviders: true };
    const boundary = new PermissionsBoundary(this, 'boundary', {
      ...{ account, state, ...samlProviders },
      ...servicesOf(environment),
      ...receiversOf(environment),
    });
    const people = this.people(environment, boundary);
    new ContinuousIntegration(this, 'ci', {
      account,
      state,
      boundary,
      ...samlProviders,
      ...(environment.users !== 'none' && { userPools: true }),
      ...(hasAccelerators(environment) && { accelerators: true }),
      ...receiversOf(environment),
      ...pipeline(this, identity.ci),
    });

    const aboutAlarms = { name: `${name}-alarms`, account, subscribers: notifications.alarms };
    const alarms = new Topic(this, 'alarms', {
      ...aboutAlarms,
      region: environment.region,
      publishers: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'],
    });
    const globalAlarms = elsewhere
      ? new Topic(elsewhere, 'alarms', {
          ...aboutAlarms,
          region: 'us-east-1',
          publishers: ['cloudwatch.amazonaws.com'],
        })
      : alarms;
    new BillingAlarms(this, 'billing-alarms', {
      name,
      account,
      monthlyBudgetUsd: billing.monthlyBudgetUsd,
      thresholdsPercent: billing.alarmThresholdsPercent,
      budgets: billing.budgets,
      anomalyThresholdUsd: billing.anomalyThresholdUsd,
      subscribers: notifications.billing,
      provider: usEast1,
    });

    const { roleName, roleArn } = people.roles.developer;
    this.publish({
      alarms: { topicArn: alarms.topicArn },
      globalAlarms: { topicArn: globalAlarms.topicArn },
      boundary: { policyArn: boundary.policyArn },
      developer: { roleName, roleArn },
    });
  }

  /** The same roles, whether people are users with MFA or sign in at an identity provider. */
  private people({ name, account, identity }: Environment, boundary: PolicyRef): People | FederatedPeople {
    const { maxSessionHours, saml } = identity;
    if (saml === 'none') return new People(this, 'people', { account, boundary, maxSessionHours });
    const metadata = textOfFile(`environments/${name}.ts: identity.saml.metadataFile`, saml.metadataFile);
    const provider = new SamlProvider(this, 'saml', { name: saml.name, metadata });
    const { signInRegions } = saml;
    return new FederatedPeople(this, 'people', { account, boundary, maxSessionHours, provider, signInRegions });
  }

  private guardRegion(scope: Construct): Construct {
    new RegionDefaults(scope, 'region-defaults');
    new AccessAnalyzer(scope, 'access-analyzer');
    return scope;
  }
}

/** Beside those of every environment, what an environment decided for: CI has no rights to the others. */
function servicesOf(environment: Environment): { services?: readonly string[] } {
  const { users, mail, apis } = environment;
  const also = [
    ...(Object.keys(apis).length === 0 ? [] : ['apigateway']),
    ...(users === 'none' ? [] : ['cognito-idp']),
    ...(mail === 'none' ? [] : ['ses']),
    ...(hasAccelerators(environment) ? ['dax'] : []),
  ];
  return also.length === 0 ? {} : { services: [...platformServices, ...also] };
}

/** Services that run as a role of the platform, likewise. */
function receiversOf(environment: Environment): { passesRolesTo?: readonly string[] } {
  return hasAccelerators(environment) ? { passesRolesTo: ['dax.amazonaws.com'] } : {};
}

function hasAccelerators({ accelerators }: Environment): boolean {
  return Object.keys(accelerators).length > 0;
}
