import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { Key } from '../modules/kms';
import { TraceEncryption } from '../modules/tracing';

/** The key of the traces of the environment's region, where it has any: an account is of one environment, so nobody else has set another. */
export function addTraceEncryption(scope: Construct, { name, account, region, tracing }: Environment): void {
  if (tracing === 'none') return;
  const { deletionProtection } = tracing;
  const key = new Key(scope, 'traces-key', {
    ...{ purpose: `Traces of ${name}`, alias: `terrace/${name}/traces`, account, region },
    keepsReadable: 'traces of X-Ray',
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
  new TraceEncryption(scope, 'traces', { key });
}
