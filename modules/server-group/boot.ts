/**
 * A function that repeats a command until it succeeds. A server that has tried for ten minutes in vain ends itself, and its group makes another: what it waits
 * for may be there by then.
 */
export const withinTenMinutes =
  'within_10_minutes() { for _ in $(seq 120); do "$@" && return; sleep 5; done; shutdown -h now; exit 1; }';

/** Commands that set `instance` to the id of the server, and the region of the AWS CLI. */
export function instanceId(region: string): readonly string[] {
  const metadata = 'http://169.254.169.254/latest';
  return [
    `export AWS_DEFAULT_REGION=${region}`,
    `token=$(curl -sf -X PUT ${metadata}/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 300')`,
    `instance=$(curl -sf -H "X-aws-ec2-metadata-token: $token" ${metadata}/meta-data/instance-id)`,
  ];
}
