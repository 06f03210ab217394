import { problem, type Problem, type Reading } from '../load/problem';
import type { Environment } from '../schema';
import { nearest } from '../schema/field';
import { overlap } from '../schema/range';
import { gitHubJobs, gitLabJobs, oidcJobs } from './pipelines';
import type { Sound } from './sound';

/** An environment as it was read, the name of its export, and what of it is sound. */
export interface Candidate extends Reading {
  readonly name: string;
  readonly sound: Sound<Environment>;
}

/** An environment is called what its export and its file are called; so no two share a name. */
export function nameOfFile(candidates: readonly Candidate[]): Problem[] {
  return candidates.flatMap((candidate) =>
    candidate.sound.name === undefined || candidate.sound.name === candidate.name
      ? []
      : problem(candidate, { path: ['name'], expected: `"${candidate.name}", as its export and its file are called` }),
  );
}

/** Accounts are each environment's own. */
export function ownAccount(candidates: readonly Candidate[]): Problem[] {
  return distinct(candidates, 'an account of its own', ({ account }) => [[['account'], account]]);
}

/** A bucket has one use, in one environment. */
export function ownBucket(candidates: readonly Candidate[]): Problem[] {
  return distinct(candidates, 'a bucket of its own', ({ state, accessLogs, audit, buckets = {}, edge, recovery }) => {
    const site = typeof edge === 'object' && typeof edge.site === 'object' ? edge.site : undefined;
    const reports = typeof recovery === 'object' && typeof recovery.reports === 'object' ? recovery.reports : undefined;
    return [
      [['state', 'bucket'], state?.bucket],
      [['state', 'replica', 'bucket'], typeof state?.replica === 'object' ? state.replica.bucket : undefined],
      [['accessLogs', 'bucket'], accessLogs?.bucket],
      [['audit', 'archive', 'bucket'], audit?.archive?.bucket],
      [['audit', 'archive', 'unlockedBucket'], audit?.archive?.unlockedBucket],
      ...Object.entries(buckets).map(([name, bucket]): Placed => [['buckets', name, 'bucket'], bucket?.bucket]),
      [['edge', 'site', 'bucket'], site?.bucket],
      [['recovery', 'reports', 'bucket'], reports?.bucket],
    ];
  });
}

/** An Elastic IP address is of one NAT gateway. */
export function ownNatAddresses(candidates: readonly Candidate[]): Problem[] {
  return distinct(candidates, 'an Elastic IP address of its own', ({ network: { natAddresses } = {} }) =>
    Object.entries(typeof natAddresses === 'object' ? natAddresses : {}).map(([zone, id]): Placed => [
      ['network', 'natAddresses', zone],
      id,
    ]),
  );
}

/** Who may plan or apply one environment opens no other; nor does a plan open an apply. */
export function ownPipelineJobs(candidates: readonly Candidate[]): Problem[] {
  const own = (expected: string, jobsOf: typeof gitHubJobs) =>
    distinct(candidates, expected, ({ identity: { ci } = {} }) =>
      jobsOf(ci).map(({ path, issuer, subject }): Placed => [
        ['identity', 'ci', ...path],
        subject,
        `${issuer} ${subject}`,
      ]),
    );
  return [
    ...own('a GitHub environment of its own', gitHubJobs),
    ...own('a branch or tag of its own', gitLabJobs),
    ...own('a subject of its own', oidcJobs),
  ];
}

/** Networks have no address in common, so that any two can be joined. */
export function disjointCidrs(candidates: readonly Candidate[]): Problem[] {
  const placed = candidates.flatMap((candidate) => {
    const cidr = candidate.sound.network?.cidr;
    return cidr === undefined ? [] : { candidate, cidr };
  });
  return placed.flatMap(({ candidate, cidr }, index) =>
    placed
      .slice(0, index)
      .filter((other) => overlap(cidr, other.cidr))
      .map((other) => {
        const expected = `a range that does not overlap ${other.cidr} of ${other.candidate.file}`;
        return problem(candidate, { path: ['network', 'cidr'], expected });
      }),
  );
}

/** A peer is another environment. */
export function peersExist(candidates: readonly Candidate[]): Problem[] {
  return candidates.flatMap((candidate) =>
    (candidate.sound.peers ?? []).flatMap((peer, index) => {
      const others = candidates.map(({ name }) => name).filter((name) => name !== candidate.name);
      if (peer === undefined || others.includes(peer)) return [];
      return problem(candidate, { path: ['peers', index], expected: `another environment${nearest(peer, others)}` });
    }),
  );
}

/** Where a value is, the value, and what it is compared by. @default the value itself */
type Placed = readonly [path: readonly string[], value: string | undefined, key?: string];

/** A problem for each value that an earlier environment has, naming that one. */
function distinct(
  candidates: readonly Candidate[],
  expected: string,
  valuesOf: (sound: Sound<Environment>) => readonly Placed[],
): Problem[] {
  const first = new Map<string, string>();
  return candidates.flatMap((candidate) =>
    valuesOf(candidate.sound).flatMap(([path, value, key = value]) => {
      if (value === undefined || key === undefined) return [];
      const taken = first.get(key);
      if (taken) return problem(candidate, { path, expected: `${expected}, not the ${taken}` });
      first.set(key, `${path.join('.')} of ${candidate.file}`);
      return [];
    }),
  );
}
