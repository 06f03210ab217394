import { optOut, type OptOut } from '../opt-out';
import { accountId, either, list, map, matching, oneOf, optional, regionName, type Description } from '../props';

/** A standard of Security Hub: AWS Foundational Security Best Practices, or a version of CIS AWS Foundations. */
export type Standard = 'fsbp' | 'cis-5.0' | 'cis-3.0';
/** What follows `::standards/` in their ARNs (Security Hub user guide, the page of each standard). */
export const standards: Readonly<Record<Standard, string>> = {
  fsbp: 'aws-foundational-security-best-practices/v/1.0.0',
  'cis-5.0': 'cis-aws-foundations-benchmark/v/5.0.0',
  'cis-3.0': 'cis-aws-foundations-benchmark/v/3.0.0',
};

/** A control that is checked, or one that is not, with the reason. */
export type ControlDecision = 'on' | OptOut;

export interface SecurityHubProps {
  /** The account whose findings it has: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The standards whose controls it checks: one at least. They run on what AWS Config records. */
  readonly standards: readonly Standard[];
  /**
   * Controls by their consolidated id (`RDS.23`), each off in the standards that have it, for a reason. The decision is for the whole account and region. Terraform forgets a
   * control that is no longer named here, and Security Hub leaves it as it was: to check it again, it has to be `'on'`.
   * @default every control is checked
   */
  readonly controls?: Readonly<Record<string, ControlDecision>>;
  /**
   * In the region where findings come together: the other regions that it has the findings of, whose Security Hub needs this module too.
   * @default this region is not where findings come together
   */
  readonly linkedRegions?: readonly string[];
}

const source = 'Security Hub API reference, StandardsControlAssociationUpdate';

const controlId = matching(/^[A-Z][A-Za-z0-9]{1,30}\.\d{1,3}$/, 'the id of a control, such as RDS.23', {
  structure: true,
  source,
});

export const securityHubProps: Description<SecurityHubProps> = {
  account: accountId,
  region: regionName,
  standards: list('standards', oneOf(Object.keys(standards) as Standard[]), { min: 1, max: 3 }),
  controls: optional(
    map('controls', controlId, either(oneOf(['on']), optOut), { max: 500 }),
    'every control is checked',
  ),
  linkedRegions: optional(
    list('regions', regionName, { min: 1, max: 50 }),
    'this region is not where findings come together',
  ),
};
