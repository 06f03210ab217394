import type { Api } from '../api';
import type { AcceptedRequest, Refused } from '../constraint';
import { Caches } from './caches';
import { ec2 } from './ec2';
import { elasticache } from './elasticache';
import { elbv2 } from './elbv2';
import { keysAndSecrets } from './keys-and-secrets';
import { messaging } from './messaging';
import { monitoring } from './monitoring';
import { rds } from './rds';
import type { Row } from './row';
import { s3 } from './s3';
import { stateRows } from './state-rows';

/** What AWS's service models leave out, with the page of AWS's documentation that says it. */
export const rows: readonly Row[] = [
  ...ec2,
  ...elasticache,
  ...elbv2,
  ...keysAndSecrets,
  ...messaging,
  ...monitoring,
  ...rds,
  ...s3,
];

/** What AWS's documentation refuses of a request. */
export function refusedValue({ service, operation, parameters }: AcceptedRequest): Refused | undefined {
  const broken = rows.filter((row) => row.operations.includes(`${service} ${operation}`) && !row.accepts(parameters));
  if (broken.length === 0) return undefined;
  return {
    code: broken[0]!.code,
    violations: broken.map(({ member, expected, page }) => ({
      member,
      constraint: `Member must be ${expected} (${page})`,
      value: parameters[member] ?? null,
    })),
  };
}

/** What AWS refuses for what else there is. */
export class State {
  private readonly caches = new Caches();

  /** @param emulator asked for what there is */
  async refusal({ service, operation, parameters }: AcceptedRequest, emulator: Api): Promise<Refused | undefined> {
    for (const row of stateRows) {
      if (row.operation !== `${service} ${operation}`) continue;
      const against = await row.against(parameters, emulator, this.caches);
      if (against === undefined) continue;
      const constraint = `Member must be ${row.expected}, found ${against} (${row.page})`;
      return {
        code: row.code,
        violations: [{ member: row.member, constraint, value: parameters[row.member] ?? null }],
      };
    }
    if (service === 'elasticache') this.caches.remember(operation, parameters);
    return undefined;
  }
}
