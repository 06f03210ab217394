import { Macie2Account } from '@cdktf/provider-aws/lib/macie2-account';
import { Construct } from 'constructs';
import { checkProps, oneOfNumbers, optional, type Description } from '../props';

export interface MacieProps {
  /**
   * How often Macie publishes updates of a policy finding, to EventBridge and Security Hub: every 15 minutes, every hour or every 6 hours.
   * @default 15
   */
  readonly publishingMinutes?: 15 | 60 | 360;
}

const macieProps: Description<MacieProps> = {
  publishingMinutes: optional(
    oneOfNumbers('minutes', [15, 60, 360], {
      structure: true,
      source: 'Macie API reference, findingPublishingFrequency',
    }),
    '15',
  ),
};

const frequencies = { 15: 'FIFTEEN_MINUTES', 60: 'ONE_HOUR', 360: 'SIX_HOURS' };

/**
 * Amazon Macie in one region: it reports buckets that are public, shared or not encrypted, and samples their objects for people's data. It is charged for by bucket and by
 * what it reads. A region has one, so each region with buckets needs this once.
 */
export class Macie extends Construct {
  static readonly props = macieProps;
  readonly nodes: { readonly account: Macie2Account };

  /** @throws PropsError for a frequency that there is not. */
  constructor(scope: Construct, id: string, props: MacieProps) {
    super(scope, id);
    checkProps(this, macieProps, props);
    const { publishingMinutes = 15 } = props;
    this.nodes = {
      account: new Macie2Account(this, 'account', {
        status: 'ENABLED',
        findingPublishingFrequency: frequencies[publishingMinutes],
      }),
    };
  }
}
