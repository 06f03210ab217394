/** `family.size` for each family and each of its sizes, with `prefix` in front: `db.t4g.micro`. */
function spell(prefix: string, sizesOf: Record<string, string>): readonly string[] {
  return Object.entries(sizesOf).flatMap(([family, sizes]) =>
    sizes.split(' ').map((size) => `${prefix}${family}.${size}`),
  );
}

const burstable = 'nano micro small medium large xlarge 2xlarge';
const to16 = 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge';
const to24 = `${to16} 24xlarge`;
const to32 = `${to24} 32xlarge`;
const to48 = `${to24} 48xlarge`;

/**
 * DB instance classes of RDS for PostgreSQL and MySQL. `c6gd` is absent: it is for Multi-AZ DB clusters only.
 *
 * Source: RDS DescribeOrderableDBInstanceOptions, as recorded in cfn-lint 1.51 (May 2026);
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
export const databaseInstanceClasses = spell('db.', {
  t3: 'micro small medium large xlarge 2xlarge',
  t4g: 'micro small medium large xlarge 2xlarge',
  m5: to24,
  m5d: to24,
  m6g: to16,
  m6gd: to16,
  m6i: to32,
  m6id: to32,
  m6idn: to32,
  m6in: to32,
  m7g: to16,
  m7i: to48,
  m8g: to48,
  m8gd: to48,
  r5: to24,
  r5b: to24,
  r5d: to24,
  r6g: to16,
  r6gd: to16,
  r6i: to32,
  r6id: to32,
  r6idn: to32,
  r6in: to32,
  r7g: to16,
  r7i: to48,
  r8g: to48,
  r8gd: to48,
  x2g: to16,
  x2iedn: 'xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge',
});

/**
 * DB instance classes of Aurora PostgreSQL and Aurora MySQL.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html; sizes as those of RDS above.
 */
export const clusterInstanceClasses = [
  'db.serverless',
  ...spell('db.', {
    t3: 'medium large',
    t4g: 'medium large',
    r5: to24,
    r6g: to16,
    r6gd: to16,
    r6i: to32,
    r6id: to32,
    r7g: to16,
    r7i: to48,
    r8g: to48,
    r8gd: to48,
    x2g: to16,
  }),
];

/**
 * ElastiCache node types of the current generation. `r6gd` is absent: it needs data tiering, which no cache here asks for.
 *
 * Source: ElastiCache DescribeReservedCacheNodesOfferings, as recorded in cfn-lint 1.51 (May 2026);
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
 */
export const cacheNodeTypes = spell('cache.', {
  t3: 'micro small medium',
  t4g: 'micro small medium',
  m5: 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge',
  m6g: to16,
  m7g: to16,
  r5: 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge',
  r6g: to16,
  r7g: to16,
  c7gn: to16,
});

/**
 * Node types of DynamoDB Accelerator of the current generations.
 *
 * Source: DAX node types of eu-west-1, as recorded in cfn-lint 1.51 (May 2026).
 */
export const acceleratorNodeTypes = spell('dax.', { t3: 'small medium', r5: to24, r7i: to24 });

/**
 * Classes of replication instances of DMS.
 *
 * Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.Types.html
 */
export const migrationInstanceClasses = spell('dms.', {
  t3: 'micro small medium large',
  c5: 'large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge',
  c6i: to32,
  r5: to24,
  r6i: to32,
});

/**
 * EC2 instance types for a bastion: the families that make sense for a host that forwards bytes.
 *
 * Source: EC2 DescribeInstanceTypeOfferings, as recorded in cfn-lint 1.51 (May 2026).
 */
export const bastionInstanceTypes = spell('', {
  t3: burstable,
  t3a: burstable,
  t4g: burstable,
  m6g: `medium ${to16}`,
  m7g: `medium ${to16}`,
  m7i: to48,
});

/**
 * EC2 instance types for servers that run an application: general purpose, compute and memory, each with its architecture in its name.
 *
 * Source: EC2 DescribeInstanceTypes, as recorded in moto 5.2 (May 2026).
 */
export const serverInstanceTypes = spell('', {
  t3: burstable,
  t3a: burstable,
  t4g: burstable,
  ...{ m6g: `medium ${to16}`, m6i: to32, m7g: `medium ${to16}`, m7i: to48, m8g: `medium ${to48}` },
  ...{ c6g: `medium ${to16}`, c6i: to32, c7g: `medium ${to16}`, c7i: to48, c8g: `medium ${to48}` },
  ...{ r6g: `medium ${to16}`, r6i: to32, r7g: `medium ${to16}`, r7i: to48, r8g: `medium ${to48}` },
});

/** The vCPUs and the MiB of memory of one of `serverInstanceTypes`: a family has so much memory for each vCPU; burstable types have sizes of their own. */
export function sizeOfServer(type: string): { readonly vcpus: number; readonly memoryMb: number } | undefined {
  if (!serverInstanceTypes.includes(type)) return undefined;
  const [family = '', size = ''] = type.split('.');
  const doubled = size.endsWith('xlarge') ? Number(size.slice(0, -'xlarge'.length) || 1) : undefined;
  if (family.startsWith('t')) {
    if (doubled !== undefined) return { vcpus: 4 * doubled, memoryMb: 16_384 * doubled };
    return { vcpus: 2, memoryMb: 512 * 2 ** burstable.split(' ').indexOf(size) };
  }
  const vcpus = doubled === undefined ? { medium: 1, large: 2 }[size] : 4 * doubled;
  const memoryMb = { c: 2048, m: 4096, r: 8192 }[family.charAt(0)];
  return vcpus === undefined || memoryMb === undefined ? undefined : { vcpus, memoryMb: vcpus * memoryMb };
}
