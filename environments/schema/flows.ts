import { z } from 'zod';
import { Address4, Address6 } from 'ip-address';
import { fields, list, name, oneOf, reason } from './field';

const end = name(
  /^[\w./:@-]{1,200}$/,
  'internet, a CIDR block, or a construct such as bastion or database-main',
).refine((value) => !/^[\d.:a-f]+\/\d+$/i.test(value) || isBlock(value), {
  error: () => 'a CIDR block of a part of the internet; all of it is called internet',
});

function isBlock(value: string): boolean {
  const isAddress = value.includes(':') ? Address6.isValid(value) : Address4.isValid(value);
  return isAddress && !/\/0+$/.test(value);
}

const port = (() => {
  const error = () => 'a port from 1 to 65535';
  return z.number({ error }).refine((value) => Number.isInteger(value) && value >= 1 && value <= 65_535, { error });
})();

const flow = fields({
  /** The source of the connection: a construct by its path below the stack, `bastion`; `internet`; a CIDR block. */
  from: end,
  /** The destination, in the same form: `database-main`. */
  to: end,
  /** The port that the connection is opened to: that of the load balancer where one is between. */
  port,
  /** `tcp` or `udp`. */
  protocol: oneOf(['tcp', 'udp']),
  /** What fails without the connection: 10 to 300 characters. */
  reason: reason(),
});

/** Connections that must be possible: the review proves that they are. Up to 200. */
export const flows = list(flow, 'flows', 0, 200);

/** Environments, by name, whose networks may be connected to this one: the review proves that no other is. */
export const peers = list(name(/^[a-z][a-z0-9]{1,15}$/, 'the name of an environment'), 'names of environments', 0, 20);
