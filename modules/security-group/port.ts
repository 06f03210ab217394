import type { IConstruct } from 'constructs';
import { either, object, oneOf, optional, assertProp, wholeNumber } from '../props';

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

const number = wholeNumber('(a port)', 1, 65_535, { structure: true });
export const portProp = either(
  number,
  object<Exclude<Port, number>>({
    from: number,
    to: optional(number, 'the same as from'),
    protocol: optional(oneOf(['tcp', 'udp']), 'tcp'),
  }),
);

/** Reads a `Port` that `portProp` describes. @throws PropsError for a range that ends before it starts. */
export function portRange(scope: IConstruct, port: Port): PortRange {
  const { from, to = from, protocol = 'tcp' } = typeof port === 'number' ? { from: port } : port;
  assertProp(scope, 'port', from <= to, 'a rising range', port);
  return { from, to, protocol, key: from === to ? `${protocol}-${from}` : `${protocol}-${from}-${to}` };
}
