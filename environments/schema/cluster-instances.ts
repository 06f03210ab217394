import { serverInstanceTypes } from '../aws/instance-types';
import { fields, list, listed, named, oneOf, wholeNumber } from './field';

/** EC2 instances of the cluster, in the private tier of all zones. ECS adds them as tasks need them, and moves tasks away before it ends one. */
const group = fields({
  /** EC2's types, the preferred first, 1 to 20, all of one architecture. Spot takes three or more, since with one all are taken back at once. */
  instanceTypes: list(listed('an instance type', serverInstanceTypes, 'instance-types.ts'), 'instance types', 1, 20),
  /** The least number of instances, 0 to 1000; with two or more, the loss of a zone stops no service. From 0, ECS needs minutes to start the first. */
  minServers: wholeNumber('servers', 0, 1000),
  /** The greatest number of instances. While a service is deployed, it has twice as many tasks. */
  maxServers: wholeNumber('servers', 1, 1000),
  /** Instances that always run on capacity that AWS does not take back. */
  onDemandServers: wholeNumber('servers', 0, 1000),
  /** The share of the other instances that are Spot Instances, in percent: cheaper, and taken back with two minutes' notice. */
  spotPercent: wholeNumber('percent', 0, 100),
  /**
   * What the instances, which pull images and write logs for tasks, may open connections to on 443: `internet`, through NAT; or AWS services alone, by
   * `endpoints` of the network. Tasks have security groups of their own.
   */
  outbound: oneOf(['internet', 'endpoints']),
});

/** Groups of EC2 instances of the cluster by name: 1 to 21 of a-z, 0-9 and single hyphens. Services of containers share them. */
export const clusterInstances = named('groups of instances', group);
