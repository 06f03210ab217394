import type { Rule } from '../../../review/engine/rule';
import { accessLogging } from './access-logging';
import { accountPublicAccessBlocked } from './account-public-access-blocked';
import { bucketOwnerEnforced } from './bucket-owner-enforced';
import { bucketPolicyNotPublic } from './bucket-policy-not-public';
import { crossAccountLimited } from './cross-account-limited';
import { customerManagedKey } from './customer-managed-key';
import { incompleteUploadsEnd } from './incomplete-uploads-end';
import { noForceDestroy } from './no-force-destroy';
import { noPublicAcl } from './no-public-acl';
import { noWebsiteEndpoint } from './no-website-endpoint';
import { objectLock } from './object-lock';
import { ownershipControlsConfigured } from './ownership-controls-configured';
import { publicAccessBlockConfigured } from './public-access-block-configured';
import { publicAccessBlocked } from './public-access-blocked';
import { replicated } from './replicated';
import { tlsOnly } from './tls-only';
import { transitionMinimums } from './transition-minimums';
import { versioning } from './versioning';

export const s3: readonly Rule[] = [
  accessLogging,
  accountPublicAccessBlocked,
  bucketOwnerEnforced,
  bucketPolicyNotPublic,
  crossAccountLimited,
  customerManagedKey,
  incompleteUploadsEnd,
  noForceDestroy,
  noPublicAcl,
  noWebsiteEndpoint,
  objectLock,
  ownershipControlsConfigured,
  publicAccessBlockConfigured,
  publicAccessBlocked,
  replicated,
  tlsOnly,
  transitionMinimums,
  versioning,
];
