import type { Rule } from '../../../review/engine/rule';
import { detailedMonitoring } from './detailed-monitoring';
import { encryptionByDefault } from './encryption-by-default';
import { imageOwner } from './image-owner';
import { imagesNotPublic } from './images-not-public';
import { imdsV2 } from './imds-v2';
import { instanceProfile } from './instance-profile';
import { metadataHopLimit } from './metadata-hop-limit';
import { noPublicAddress } from './no-public-address';
import { noSecretInUserData } from './no-secret-in-user-data';
import { volumeCustomerKey } from './volume-customer-key';
import { volumesEncrypted } from './volumes-encrypted';

export const ec2: readonly Rule[] = [
  detailedMonitoring,
  encryptionByDefault,
  imageOwner,
  imagesNotPublic,
  imdsV2,
  instanceProfile,
  metadataHopLimit,
  noPublicAddress,
  noSecretInUserData,
  volumeCustomerKey,
  volumesEncrypted,
];
