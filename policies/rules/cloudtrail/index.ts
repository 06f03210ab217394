import type { Rule } from '../../../review/engine/rule';
import { accountIsLogged } from './account-is-logged';
import { bucketAccessLogged } from './bucket-access-logged';
import { bucketAdmitsTrail } from './bucket-admits-trail';
import { bucketNotPublic } from './bucket-not-public';
import { encrypted } from './encrypted';
import { objectsAreLogged } from './objects-are-logged';
import { toCloudwatchLogs } from './to-cloudwatch-logs';
import { validated } from './validated';

export const cloudtrail: readonly Rule[] = [
  accountIsLogged,
  bucketAccessLogged,
  bucketAdmitsTrail,
  bucketNotPublic,
  encrypted,
  objectsAreLogged,
  toCloudwatchLogs,
  validated,
];
