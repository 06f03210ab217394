import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { AccountDefaults, RegionDefaults } from '../modules/account-defaults';
import { BillingAlarms } from '../modules/billing-alarms';
import {
  AccessAnalyzer,
  ContinuousIntegration,
  GitHubOidcProvider,
  PasswordPolicy,
  People,
  PermissionsBoundary,
  type PolicyRef,
  type RoleRef,
} from '../modules/iam';
import { inRegion } from '../modules/in-region';
import { Topic, type TopicRef } from '../modules/notifications';
import { EnvironmentStack, stateKeyAlias } from './environment-stack';

export interface AccountOutputs {
  /** Where alarms of the environment's region go. */
  readonly alarms: TopicRef;
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
    if (environment.region !== usEast1.region) inRegion(this.guardRegion(new Construct(this, 'us-east-1')), usEast1);
    const state = { bucket: environment.state.bucket, keyAlias: stateKeyAlias(environment) };
    const boundary = new PermissionsBoundary(this, 'boundary', { account, state });
    const people = new People(this, 'people', { account, boundary, maxSessionHours: identity.maxSessionHours });
    const provider = new GitHubOidcProvider(this, 'github');
    new ContinuousIntegration(this, 'ci', { account, provider, state, boundary, ...identity.ci });

    const alarms = new Topic(this, 'alarms', {
      name: `${name}-alarms`,
      account,
      region: environment.region,
      subscribers: notifications.alarms,
      publishers: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'],
    });
    new BillingAlarms(this, 'billing-alarms', {
      name,
      account,
      monthlyBudgetUsd: billing.monthlyBudgetUsd,
      thresholdsPercent: billing.alarmThresholdsPercent,
      anomalyThresholdUsd: billing.anomalyThresholdUsd,
      subscribers: notifications.billing,
      provider: usEast1,
    });

    const { roleName, roleArn } = people.roles.developer;
    this.publish({
      alarms: { topicArn: alarms.topicArn },
      boundary: { policyArn: boundary.policyArn },
      developer: { roleName, roleArn },
    });
  }

  private guardRegion(scope: Construct): Construct {
    new RegionDefaults(scope, 'region-defaults');
    new AccessAnalyzer(scope, 'access-analyzer');
    return scope;
  }
}
