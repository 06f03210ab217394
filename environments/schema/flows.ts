import { z } from 'zod';
import { fields, list, matching, oneOf, text } from './field';

const end = matching(
  /^[\w./:@-]{1,200}$/,
  'internet, a block of addresses, or a construct such as bastion or database-main',
);

const port = (() => {
  const error = () => 'a port from 1 to 65535';
  return z.number({ error }).refine((value) => Number.isInteger(value) && value >= 1 && value <= 65_535, { error });
})();

const flow = fields({
  /** Who opens the connection: a construct by its path below the stack, `bastion`; `internet`; a block of addresses. */
  from: end,
  /** To whom, in the same words: `database-main`. */
  to: end,
  /** The port that the other side listens on. */
  port,
  /** `tcp` or `udp`. */
  protocol: oneOf(['tcp', 'udp']),
  /** What stops when it does: 10 to 300 characters. */
  reason: text('a reason of 10 to 300 characters', (value) => value.trim().length >= 10 && value.length <= 300),
});

/** What must be able to talk to what: the review proves that it can. Up to 200. */
export const flows = list(flow, 'flows', 0, 200);

/** Environments, by name, whose networks may be joined to this one: the review proves that no other is. */
export const peers = list(
  matching(/^[a-z][a-z0-9]{1,15}$/, 'the name of an environment'),
  'names of environments',
  0,
  20,
);
