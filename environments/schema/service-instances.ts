import { z } from 'zod';
import { serverInstanceTypes } from '../aws/instance-types';
import { fields, list, listed, named, wholeNumber } from './field';
import { days, timeZone } from './network';
import { slo } from './service-level';
import { containersOnly, shared } from './service-shared';
import { timeOfDay } from './window';

/** Other bounds at certain times: from then on, until another schedule changes them. */
const schedule = fields({
  /** Days in cron's form, Sunday first: `MON-FRI`, `MON,WED`. */
  days,
  /** `HH:MM` in `timeZone`. */
  at: timeOfDay,
  /** IANA name, whose summer time is followed: `Europe/Dublin`. */
  timeZone,
  /** The least number of servers from then on. */
  min: wholeNumber('servers', 0, 1000),
  /** The greatest number of servers from then on. */
  max: wholeNumber('servers', 0, 1000),
});

/** A container on each of a group of EC2 instances, in the private tier of all zones. */
export const instances = fields({
  runtime: z.literal('instances'),
  ...shared,
  ...containersOnly,
  slo,
  /** EC2's types, the preferred first, 1 to 20, all of `architecture`. Spot takes three or more, since with one all are taken back at once. */
  instanceTypes: list(listed('an instance type', serverInstanceTypes, 'instance-types.ts'), 'instance types', 1, 20),
  /** The least number of servers, 1 to 1000; with two or more, the loss of a zone stops no service. A schedule that sets another one has the last word. */
  minServers: wholeNumber('servers', 1, 1000),
  /** The greatest number of servers. A schedule that sets another one has the last word. */
  maxServers: wholeNumber('servers', 1, 1000),
  /** Requests a minute for each server, above which servers are added, 1 to 1,000,000. */
  requestsPerServer: wholeNumber('requests a minute', 1, 1_000_000),
  /** The CPU in use, in percent of all servers, above which servers are added. */
  cpuPercent: wholeNumber('percent', 1, 100),
  /** Servers that always run on capacity that AWS does not take back. */
  onDemandServers: wholeNumber('servers', 0, 1000),
  /** The share of the other servers that are Spot Instances, in percent: cheaper, and taken back with two minutes' notice. */
  spotPercent: wholeNumber('percent', 0, 100),
  /** When there are other bounds, by name: `morning`. */
  schedules: named('schedules', schedule),
});
