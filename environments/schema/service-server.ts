import { z } from 'zod';
import { serverInstanceTypes } from '../aws/instance-types';
import { fields, listed, protection, text, wholeNumber } from './field';
import { zone } from './network';
import { containersOnly, notHere, shared } from './service-shared';

/**
 * One server that answers the internet itself, with an address and a disk of its own; for minutes it is away while it is replaced. Its container has the
 * folder `/data` on the disk, which no other runtime has: who keeps something there has to move it first.
 */
export const server = fields({
  runtime: z.literal('server'),
  ...shared,
  ...containersOnly,
  slo: notHere('nothing counts the requests of a single server, which no load balancer sends them to'),
  /** EC2's type, of `architecture`: `t4g.small`. Another one replaces the server, and no data. */
  instanceType: listed('an instance type', serverInstanceTypes, 'instance-types.ts'),
  /** The zone of the disk, and so of the server: one of `network.zones`. Another one replaces the disk. */
  zone,
  /** GiB of the disk, 1 to 16384, which can grow and never shrink. The certificates are there as well. */
  dataVolumeGb: wholeNumber('GiB', 1, 16_384),
  /** How many daily snapshots of the disk are kept, 1 to 365. */
  keptSnapshots: wholeNumber('snapshots', 1, 365),
  /** Whether Terraform refuses to destroy the disk. */
  deletionProtection: protection(),
  /** Why one server is enough, 10 to 300 characters, where criticality is high or critical; `none` is enough below. */
  reason: text(
    '"none" or a reason of 10 to 300 characters',
    (value) => value === 'none' || (value.trim().length >= 10 && value.length <= 300),
  ),
});
