import type { Violation } from './refusal';

/** A request that AWS's service models accept. */
export interface AcceptedRequest {
  /** botocore's name of the service: `elbv2`. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** By the names of the model, whatever the protocol. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What AWS refuses all the same, and by which code of the service. */
export interface Refused {
  readonly code: string;
  readonly violations: readonly Violation[];
}
