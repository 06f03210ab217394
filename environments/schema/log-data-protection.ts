import { z } from 'zod';
import { dataIdentifiers } from '../../modules/log-data-protection/data-identifiers';
import { fields, list, nearest, text } from './field';

const known = new Set(dataIdentifiers);
const identifier = text(
  (found) => `a type of data of modules/log-data-protection/data-identifiers.ts${nearest(found, dataIdentifiers)}`,
  (value) => known.has(value),
);

/**
 * Data that is masked in what services log, and told of: `none`, or its types. Each GB that is looked through is charged for (https://aws.amazon.com/cloudwatch/pricing/), and
 * what was logged before stays as it is.
 */
export const logDataProtection = z.union(
  [
    z.literal('none'),
    fields({
      /** AWS's ids of types of data: `EmailAddress`, `CreditCardNumber`. Those that an application could log by mistake: many more find what is none. */
      dataIdentifiers: list(identifier, 'types of data', 1, dataIdentifiers.length),
    }),
  ],
  { error: () => '"none" or an object of dataIdentifiers' },
);
