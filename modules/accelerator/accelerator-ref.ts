import { arn, matching, reference } from '../props';
import { securityGroupId, type SecurityGroupRef } from '../security-group/connections';

/** The port of every cluster that takes TLS (DynamoDB developer guide, DAX encryption in transit). */
export const acceleratorPort = 9111;

/** A cluster of DAX that another stack made: `Accelerator.import` connects to it. */
export interface AcceleratorRef extends SecurityGroupRef {
  /** The cluster's name, known at synthesis: `prod-catalogue`. */
  readonly name: string;
  readonly acceleratorArn: string;
  /** The DNS name that clients find its nodes by. */
  readonly endpoint: string;
}

export const acceleratorRef = reference<AcceleratorRef>('a cluster of DAX', {
  name: matching(/^[a-z][a-z0-9-]{0,19}$/, 'the name of a cluster', { structure: true }),
  acceleratorArn: arn('a cluster of DAX', 'dax', /^cache\/[a-z0-9-]+$/),
  endpoint: matching(/^[A-Za-z0-9.-]{1,255}$/, 'a DNS name'),
  securityGroupId,
});
