import type { z } from 'zod';
import { regions } from './aws/regions';
import {
  account,
  billing,
  criticality,
  identity,
  logRetentionDays,
  notifications,
  state,
  tags,
} from './schema/account';
import { fields, listed, matching } from './schema/field';
import { flows, peers } from './schema/flows';
import { bastion, network } from './schema/network';
import { caches, databases } from './schema/stores';

/** What an environment decides. What must hold between its fields, and between environments, is in environments/laws. */
export const environmentSchema = fields({
  /** What it is called, here and in each stack and resource: 2 to 16 of a-z and 0-9, as its file and its export are. */
  name: matching(/^[a-z][a-z0-9]{1,15}$/, 'a name of 2 to 16 of a-z and 0-9, a letter first'),
  /** How much it hurts when it is down: `low`, `medium`, `high` or `critical`. It is the order of promotion. */
  criticality,
  /** Its AWS account: twelve digits. */
  account,
  /** Its AWS region: `eu-west-1`. */
  region: listed('a region', [...regions.keys()], 'regions.ts'),
  /** A tag on every resource. */
  tags,
  /** Where its Terraform state is kept. */
  state,
  /** Who hears of its alarms and of its cost. */
  notifications,
  /** Days that log groups keep their events, one of those that CloudWatch Logs offers: 30, 90, 365 … */
  logRetentionDays,
  /** Passwords, sessions and CI. */
  identity,
  /** Its budget. */
  billing,
  /** Its VPC. */
  network,
  /** The way in for people. */
  bastion,
  /** Its relational databases by name. */
  databases,
  /** Its caches by name. */
  caches,
  /** What must be able to talk to what in its network. */
  flows,
  /** The environments that its network may be joined to. */
  peers,
});

/** What an environment decides. */
export type Environment = z.infer<typeof environmentSchema>;
