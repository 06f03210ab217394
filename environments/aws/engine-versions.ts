/** A major, which leaves the minor to RDS, and `major.minor` for each minor of it. */
function versions(major: string, minors: readonly number[]): readonly string[] {
  return [major, ...minors.map((minor) => `${major}.${minor}`)];
}

/**
 * The engine versions that a store may run: those on offer for a new one, of the majors that modules/ knows. An upgrade
 * to a newer one starts with its line here.
 *
 * Sources: RDS and ElastiCache DescribeDBEngineVersions and DescribeCacheEngineVersions, as recorded in cfn-lint 1.51
 * (May 2026); https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 *
 * Of Aurora: the same of cfn-lint in autumn 2025, and https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/AuroraPostgreSQL.Extensions.html
 * for 17.6 and 17.7.
 */
export const engineVersions = {
  postgres: [
    ...versions('14', [15, 17, 18, 19, 20, 21, 22]),
    ...versions('15', [10, 12, 13, 14, 15, 16, 17]),
    ...versions('16', [6, 8, 9, 10, 11, 12, 13]),
    ...versions('17', [2, 4, 5, 6, 7, 8, 9]),
  ],
  mysql: [...versions('8.0', [40, 41, 42, 43, 44, 45, 46]), ...versions('8.4', [3, 4, 5, 6, 7, 8, 9])],
  'aurora-postgresql': [
    ...versions('14', [6, 8, 9, 10, 11, 12, 13, 15, 17, 18]),
    ...versions('15', [3, 4, 5, 6, 7, 8, 10, 12, 13]),
    ...versions('16', [1, 2, 3, 4, 6, 8, 9]),
    ...versions('17', [4, 5, 6, 7]),
  ],
  'aurora-mysql': [
    '8.0',
    ...['04.0', '04.1', '04.2', '04.3', '04.4', '08.0', '08.1', '08.2', '09.0', '10.0', '10.1'].map(
      (minor) => `8.0.mysql_aurora.3.${minor}`,
    ),
  ],
  valkey: ['7.2', '8.0', '8.1', '8.2'],
  // Users sign in by IAM, which Redis knows from 7.0.
  redis: ['7.0', '7.1'],
};
