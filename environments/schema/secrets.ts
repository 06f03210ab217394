import { z } from 'zod';
import { isDay } from '../../modules/props/day';
import { fields, named, nameOf, protection, reason, switchedOff, text, wholeNumber } from './field';

const byFunction = fields({
  /**
   * A service of the runtime `function` that makes another value, in the four steps that Secrets Manager calls it with.
   * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html
   */
  function: nameOf('a service'),
  /** Days between two rotations, 1 to 90. */
  everyDays: wholeNumber('days', 1, 90),
});

const byHand = fields({
  /** People set another value, by `terrace secret set`, and the day of the next one here. */
  byHand: fields({
    /** Days that a value is used at most, 1 to 365. */
    everyDays: wholeNumber('days', 1, 365),
    /** The last day of the value that it has: `2027-02-28`. After it the gate of the review closes. */
    nextBy: text('a day such as 2027-02-28', isDay),
    /** Why no function does it. */
    reason: reason(),
  }),
});

const secret = fields({
  /** What its value is, 1 to 300 characters: `Signs the links in mail to customers`. */
  description: text(
    'what its value is, 1 to 300 characters',
    (value) => value.trim().length >= 1 && value.length <= 300,
  ),
  /** Who gives it another value, and how often; off only with a reason, which the review sees. */
  rotation: z.union([byFunction, byHand, switchedOff()], {
    error: () => 'an object of function, everyDays, one of byHand, or one of off, reason',
  }),
  /** Whether Terraform refuses to destroy it; off only with a reason, which the review sees. */
  deletionProtection: protection(),
});

/** Secrets by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const secrets = named('secrets', secret);
