import type { IConstruct } from 'constructs';
import { assertProp } from '../props';

/** A TCP port; or a port or range with its protocol. */
export type Port =
  | number
  | {
      readonly from: number;
      /** @default the same as `from` */
      readonly to?: number;
      /** @default tcp */
      readonly protocol?: 'tcp' | 'udp';
    };

export interface PortRange {
  readonly from: number;
  readonly to: number;
  readonly protocol: 'tcp' | 'udp';
  /** Stable in construct ids: `tcp-5432`, `udp-33434-33523`. */
  readonly key: string;
}

/** Reads a `Port`. @throws PropsError for a port outside 1 to 65535 or a range that ends before it starts. */
export function portRange(scope: IConstruct, port: Port): PortRange {
  const { from, to = from, protocol = 'tcp' } = typeof port === 'number' ? { from: port } : port;
  const ok = Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to <= 65_535 && from <= to;
  assertProp(scope, 'port', ok, 'a port or a rising range within 1 to 65535', port);
  return { from, to, protocol, key: from === to ? `${protocol}-${from}` : `${protocol}-${from}-${to}` };
}
