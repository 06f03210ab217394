import { z } from 'zod';
import { isDomain } from './domain';
import { eventSource } from './event-bus';
import { byKey, fields, list, matching, named, nameOf, oneOf, text, wholeNumber } from './field';
import { address } from './mail';
import { pathPattern } from './requests';

const isHost = (value: string) => value.length <= 128 && isDomain(value.replace(/^\*\./, ''));
const variable =
  /^(?!AWS_|ECS_|PORT$|DATABASE_|CLUSTER_|CACHE_|TABLE_|ACCELERATOR_|FILE_SYSTEM_|SECRET_|BUCKET_|QUEUE_|TOPIC_|EVENT_BUS_|SERVICE_|MAIL_|USERS_)[A-Z_][A-Z0-9_]{0,127}$/;

const leadingKey = matching(
  /^(?![*?]+$)[\w#:.@/=+*?-]{1,200}$/,
  'a partition key, or the start of one and *, 1 to 200 letters, digits and _#:.@/=+-, and not * alone',
);

const mounted = fields({
  /** The access point that it mounts: its directory, and the user of its files. */
  accessPoint: nameOf('an access point'),
  /** `read`, or `read-write`. */
  access: oneOf(['read', 'read-write']),
});

/** What every service has, whatever it runs on. */
export const shared = {
  /** The repository of `imageRepositories` that its images are in. The pipeline decides which image of it runs. */
  image: nameOf('a repository of imageRepositories'),
  /**
   * What it answers for: path patterns by host, `{ 'shop.example.com': '/*' }`. Of two that match a request, the one without a wildcard in its host,
   * then the longer path, answers. None: nothing outside sends it requests.
   */
  hosts: byKey(
    'path patterns by host',
    isHost,
    'a host such as shop.example.com or *.shop.example.com, in lower case',
    pathPattern,
  ),
  /** The port that its container listens on, 1024 to 65535, as `PORT` tells it. */
  port: wholeNumber('(a port)', 1024, 65_535),
  /** What answers 200 while it may be sent requests: `/readyz`. */
  healthCheckPath: matching(/^\/[\w./-]{0,254}$/, 'a path of 1 to 255 letters, digits and _./- that starts with /'),
  /** The processor that its images are built for. `ARM64` costs a fifth less. */
  architecture: oneOf(['ARM64', 'X86_64']),
  /** The databases of `databases` that it logs in to, with IAM, as a user of its own name. */
  databases: list(nameOf('a database'), 'names of databases', 0, 20),
  /** The clusters of `clusters` that it logs in to, with IAM, as a user of its own name; through the proxy of a cluster that has one. */
  clusters: list(nameOf('a cluster'), 'names of clusters', 0, 20),
  /** The caches of `caches` that it logs in to, with IAM, as a user of its own name. */
  caches: list(nameOf('a cache'), 'names of caches', 0, 20),
  /**
   * What it may do with the items of `tables`, by table: `['read', 'write']`; or, of some partition keys alone, `{ leadingKeys: ['session#*'] }`: read, write and delete
   * their items, and neither scan the table nor query a global index.
   */
  tables: named(
    'rights',
    z.union(
      [
        list(oneOf(['read', 'write']), 'words', 1, 2),
        fields({ leadingKeys: list(leadingKey, 'partition keys', 1, 20) }),
      ],
      {
        error: () => 'a list of read and write, or an object of leadingKeys',
      },
    ),
  ),
  /** What it may do by accelerators of `accelerators`, by accelerator; left out where it uses none, as nearly every service: with the items of all tables of each. It needs a client of DAX, which connects to `ACCELERATOR_<NAME>_URL`. */
  accelerators: named('lists of read and write', list(oneOf(['read', 'write']), 'words', 1, 2)).optional(),
  /** The file systems of `fileSystems` that it mounts, by name, at `FILE_SYSTEM_<NAME>_PATH`; left out where it mounts none. A function has room for one, and is in the private tier with it. */
  fileSystems: named('file systems', mounted).optional(),
  /** The secrets of `secrets` that it reads, by the ARN at `SECRET_<NAME>_ARN`; left out where it reads none. */
  secrets: list(nameOf('a secret'), 'names of secrets', 0, 20).optional(),
  /** What it may do with the objects of `buckets`, by bucket. `presign`: sign URLs for 60 seconds that others read or write one object by. */
  buckets: named(
    'lists of read, write, delete and presign',
    list(oneOf(['read', 'write', 'delete', 'presign']), 'words', 1, 4),
  ),
  /** The queues of `queues` that it sends messages to, at `QUEUE_<NAME>_URL`. */
  queues: list(nameOf('a queue'), 'names of queues', 0, 20),
  /** The topics of `topics` that it publishes to, at `TOPIC_<NAME>_ARN`. */
  topics: list(nameOf('a topic'), 'names of topics', 0, 20),
  /** The sources that it puts events in the name of, on the bus `EVENT_BUS_NAME`: `shop.orders`. None: it puts no events. */
  eventSources: list(eventSource, 'sources', 0, 20),
  /** The addresses of `mail.from` that it sends mail from, with the configuration set `MAIL_CONFIGURATION_SET`: 0 to 20; left out where it sends none. */
  sendsFrom: list(address, 'addresses', 0, 20).optional(),
  /**
   * The client of `users.clients` by which its people sign in: it verifies tokens by `USERS_ISSUER`, `USERS_CLIENT_ID` and `USERS_DOMAIN`, and by `USERS_SIGNER` what the
   * balancer says of people where the balancer signs them in. Or `none`.
   */
  users: nameOf('a client of users.clients, or "none"'),
  /** What it may open connections to on 443, besides the above: `internet`, through NAT; or AWS services alone, by `endpoints` of the network. */
  outbound: oneOf(['internet', 'endpoints']),
  /** Environment variables of its container that are no secrets, besides those that the platform sets: `AWS_REGION`, `PORT`, and how to reach its stores and the services that it calls. */
  environment: variables(),
};

/** Texts by variable, of those that the platform does not set. @param ok what else a name has to be */
export function variables(
  ok: (name: string) => boolean = () => true,
  others = '',
  what = 'of A-Z, 0-9 and _ that the platform does not set',
) {
  return byKey(
    'texts by variable',
    (key) => variable.test(key) && ok(key),
    `a variable ${what}: no AWS_, ECS_, DATABASE_, CLUSTER_, CACHE_, TABLE_, ACCELERATOR_, FILE_SYSTEM_, SECRET_, BUCKET_, QUEUE_, TOPIC_, EVENT_BUS_, SERVICE_, MAIL_${others} or USERS_ in front`,
    text('a text of 1 to 4096 characters', (value) => value.length >= 1 && value.length <= 4096),
  );
}

/** Where a service cannot call others, and takes no messages from queues. */
export const containersOnly = {
  calls: notHere('only services of the runtime "containers" call others'),
  consumes: notHere('only services of the runtime "containers" take messages from queues'),
  command: notHere('only services of the runtime "containers" have another command than their image'),
  tracing: notHere('only services of the runtime "containers" have a collector of traces'),
  fileSystems: notHere('only containers on Fargate and functions mount file systems'),
};

/** A field of other runtimes. */
export function notHere(since: string) {
  return z.undefined({ error: () => `nothing: ${since}` }).optional();
}
