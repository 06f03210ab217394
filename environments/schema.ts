import type { z } from 'zod';
import { regions } from './aws/regions';
import { accelerators } from './schema/accelerators';
import { account, billing, criticality, dataKey, logRetentionDays, notifications, state, tags } from './schema/account';
import { apis } from './schema/apis';
import { audit } from './schema/audit';
import { accessLogs, buckets, imageRepositories } from './schema/buckets';
import { caches } from './schema/caches';
import { canaries } from './schema/canaries';
import { clusterInstances } from './schema/cluster-instances';
import { clusters } from './schema/clusters';
import { databases } from './schema/databases';
import { dns } from './schema/dns';
import { eventBus } from './schema/event-bus';
import { fields, listed, name } from './schema/field';
import { fileSystems } from './schema/file-systems';
import { flows, peers } from './schema/flows';
import { identity } from './schema/identity';
import { logDataProtection } from './schema/log-data-protection';
import { mail } from './schema/mail';
import { queues, topics } from './schema/messaging';
import { migrations } from './schema/migrations';
import { bastion, network } from './schema/network';
import { pipes } from './schema/pipes';
import { recovery } from './schema/recovery';
import { balancer, edge } from './schema/requests';
import { failedEvents, schedules } from './schema/schedules';
import { secrets } from './schema/secrets';
import { services } from './schema/services';
import { tables } from './schema/tables';
import { tracing } from './schema/tracing';
import { users } from './schema/users';

/** What an environment decides. Constraints between fields, and between environments, are in environments/laws. */
export const environmentSchema = fields({
  /** Its name, also in each stack and resource: 2 to 16 of a-z and 0-9, the same as its file and its export. */
  name: name(/^[a-z][a-z0-9]{1,15}$/, 'a name of 2 to 16 of a-z and 0-9, a letter first'),
  /** The impact of an outage: `low`, `medium`, `high` or `critical`. It is the order of promotion. */
  criticality,
  /** Its AWS account: twelve digits. */
  account,
  /** Its AWS region: `eu-west-1`. */
  region: listed('a region', [...regions.keys()], 'regions.ts'),
  /** A tag on every resource. */
  tags,
  /** Where its Terraform state is kept. */
  state,
  /** Who is notified of its alarms and its cost. */
  notifications,
  /** Retention of log groups in days, one of the values of CloudWatch Logs: 30, 90, 365 … */
  logRetentionDays,
  /** What is masked in what its services log, or `none`. */
  logDataProtection,
  /** The bucket of its access logs. */
  accessLogs,
  /** Passwords, sessions and CI. */
  identity,
  /** Its budget. */
  billing,
  /** What records and watches the account, and who is told. */
  audit,
  /** Its VPC. */
  network,
  /** The bastion host. */
  bastion,
  /** Its domains and certificates, or `none`. */
  dns,
  /** The key of its data. */
  dataKey,
  /** Its relational databases by name. */
  databases,
  /** Its Aurora clusters by name. */
  clusters,
  /** Its caches by name. */
  caches,
  /** Its DynamoDB tables by name. */
  tables,
  /** What answers reads of its tables from memory (DynamoDB Accelerator), by name. */
  accelerators,
  /** Its file systems (EFS) by name. */
  fileSystems,
  /** Data on its way from one of its databases to another, or from elsewhere, by name; none makes no stack for them. */
  migrations,
  /** What its services keep secret, by name: no value is in any file. */
  secrets,
  /** Its buckets by name. */
  buckets,
  /** Its repositories of container images by name. */
  imageRepositories,
  /** Its message queues by name. */
  queues,
  /** Its message topics by name. */
  topics,
  /** Its event bus, or `none`. */
  eventBus,
  /** The domain that it sends mail from, or `none`. */
  mail,
  /** The accounts of its application's users, or `none`. */
  users,
  /** Its load balancer, or `none`. */
  balancer,
  /** The EC2 instances of its cluster by name, which services of containers run on; none are needed on Fargate. */
  clusterInstances,
  /** What its traces are written by and encrypted with, or `none`. */
  tracing,
  /** Its services by name. */
  services,
  /** Its HTTP APIs by name. */
  apis,
  /** What runs at certain times, by name. */
  schedules,
  /** What is sent on from streams of tables and from queues (EventBridge Pipes), by name. */
  pipes,
  /** What functions and schedules failed to do. */
  failedEvents,
  /** Its CloudFront distribution, or `none`. */
  edge,
  /** What asks its hosts as its users do (CloudWatch Synthetics), by name. */
  canaries,
  /** Its backups: where they are kept and copied, for how long, and how they are tried; or `none`. */
  recovery,
  /** Connections that must be possible in its network. */
  flows,
  /** The environments whose networks may be connected to its own. */
  peers,
});

/** What an environment decides. */
export type Environment = z.infer<typeof environmentSchema>;
