import { Inspector2Enabler } from '@cdktf/provider-aws/lib/inspector2-enabler';
import { Construct } from 'constructs';
import { accountId, assertProp, checkProps, list, oneOf, type Description } from '../props';

/** A kind of resource that Inspector scans. */
export type ScannedResource = 'EC2' | 'ECR' | 'LAMBDA' | 'LAMBDA_CODE';
const resourceTypes: readonly ScannedResource[] = ['EC2', 'ECR', 'LAMBDA', 'LAMBDA_CODE'];

export interface InspectorProps {
  /** The account whose resources are scanned: 12 digits. */
  readonly account: string;
  /**
   * What is scanned for known vulnerabilities, as it changes and as new vulnerabilities are published: `EC2`, `ECR`, `LAMBDA`, and `LAMBDA_CODE` for the code of
   * functions. Each is charged for by instance, image and function.
   */
  readonly resourceTypes: readonly ScannedResource[];
}

const inspectorProps: Description<InspectorProps> = {
  account: accountId,
  resourceTypes: list(
    'kinds of resources',
    oneOf(resourceTypes, { structure: true, source: 'Inspector API reference, Enable, resourceTypes' }),
    { min: 1, max: resourceTypes.length },
  ),
};

/**
 * Amazon Inspector in one region; each region in use needs this once.
 *
 * With `ECR`, Inspector sets the registry to enhanced scanning of all repositories: an `aws_ecr_registry_scanning_configuration` beside it would set it back in each
 * apply, and repositories then need no scan on push of their own (Inspector user guide, Scanning Amazon ECR container images).
 */
export class Inspector extends Construct {
  static readonly props = inspectorProps;
  readonly nodes: { readonly enabler: Inspector2Enabler };

  /** @throws PropsError for nothing to scan, and for code of functions without the functions. */
  constructor(scope: Construct, id: string, props: InspectorProps) {
    super(scope, id);
    checkProps(this, inspectorProps, props);
    const { account, resourceTypes } = props;
    // Lambda developer guide, Automate security assessments for Lambda with Amazon Inspector.
    const isStandardToo = !resourceTypes.includes('LAMBDA_CODE') || resourceTypes.includes('LAMBDA');
    assertProp(this, 'resourceTypes', isStandardToo, 'LAMBDA beside LAMBDA_CODE', resourceTypes);
    this.nodes = {
      enabler: new Inspector2Enabler(this, 'enabler', { accountIds: [account], resourceTypes: [...resourceTypes] }),
    };
  }
}
