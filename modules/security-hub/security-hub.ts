import { SecurityhubAccount } from '@cdktf/provider-aws/lib/securityhub-account';
import { SecurityhubFindingAggregator } from '@cdktf/provider-aws/lib/securityhub-finding-aggregator';
import { SecurityhubStandardsControlAssociation } from '@cdktf/provider-aws/lib/securityhub-standards-control-association';
import { SecurityhubStandardsSubscription } from '@cdktf/provider-aws/lib/securityhub-standards-subscription';
import { Construct } from 'constructs';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import { securityHubProps, standards, type SecurityHubProps, type Standard } from './security-hub-props';
import { hasControl } from './standard-controls';

/**
 * Security Hub in one region, with the standards that are named and no other; findings of GuardDuty, Inspector, Macie and IAM Access Analyzer arrive in it by themselves. One
 * finding stands for a control in all standards. A region has one Security Hub, so each region in use needs this once; for an account that has it already, import it.
 */
export class SecurityHub extends Construct {
  static readonly props = securityHubProps;
  readonly nodes: {
    readonly account: SecurityhubAccount;
    readonly subscriptions: Readonly<Partial<Record<Standard, SecurityhubStandardsSubscription>>>;
    /** Only where findings come together. */
    readonly aggregator?: SecurityhubFindingAggregator;
  };

  /** @throws PropsError for a control that none of the standards has, and for a region that is linked to itself. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityHubProps,
  ) {
    super(scope, id);
    checkProps(this, securityHubProps, props);
    const { region, controls = {}, linkedRegions } = props;
    assertProp(this, 'linkedRegions', !linkedRegions?.includes(region), 'other regions', linkedRegions);
    const account = new SecurityhubAccount(this, 'account', {
      // The standards are below: those that Security Hub would choose are no resources, and in another region others.
      enableDefaultStandards: false,
      controlFindingGenerator: 'SECURITY_CONTROL',
      autoEnableControls: true,
    });
    const subscriptions = Object.fromEntries(
      props.standards.map((standard) => [standard, this.subscribe(standard, account)] as const),
    );
    this.nodes = {
      account,
      subscriptions,
      ...(linkedRegions && { aggregator: this.aggregate(linkedRegions, account) }),
    };
    for (const control of Object.keys(controls)) this.decide(control);
  }

  private subscribe(standard: Standard, account: SecurityhubAccount): SecurityhubStandardsSubscription {
    return new SecurityhubStandardsSubscription(this, standard, {
      standardsArn: `arn:aws:securityhub:${this.props.region}::standards/${standards[standard]}`,
      dependsOn: [account],
    });
  }

  private aggregate(specifiedRegions: readonly string[], account: SecurityhubAccount): SecurityhubFindingAggregator {
    return new SecurityhubFindingAggregator(this, 'aggregator', {
      ...{ linkingMode: 'SPECIFIED_REGIONS', specifiedRegions: [...specifiedRegions], dependsOn: [account] },
    });
  }

  /** A control has one decision, which Security Hub keeps for each standard. */
  private decide(control: string): void {
    const subscribed = this.props.standards.filter((standard) => hasControl(standard, control));
    const { [control]: decision = 'on' } = this.props.controls ?? {};
    assertProp(this, `controls.${control}`, subscribed.length > 0, 'a control of the standards', control);
    const group = new Construct(this, `control-${control}`);
    for (const standard of subscribed) {
      const association = new SecurityhubStandardsControlAssociation(group, standard, {
        standardsArn: `${this.nodes.subscriptions[standard]?.standardsArn}`,
        securityControlId: control,
        associationStatus: decision === 'on' ? 'ENABLED' : 'DISABLED',
        ...(decision !== 'on' && { updatedReason: decision.reason.trim() }),
      });
      isOn(association, 'control', decision === 'on' ? undefined : decision);
    }
  }
}
