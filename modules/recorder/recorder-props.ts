import { archiveKeyRef, type ArchiveKeyRef } from '../detector/detector-props';
import { roleRef, type RoleRef } from '../iam/role-ref';
import {
  accountId,
  bucketName,
  flag,
  list,
  matching,
  object,
  oneOf,
  optional,
  reference,
  regionName,
  type Description,
} from '../props';

/** Where the history is delivered. */
export interface HistoryArchive {
  /**
   * In any region of the account. Its policy must admit config.amazonaws.com, or the channel is not made; that of a `Bucket` is there before. It must have no default
   * retention of Object Lock, which Config does not deliver to.
   */
  readonly bucket: { readonly bucketName: string };
  /**
   * A key in the region of the bucket, whose policy must admit config.amazonaws.com too.
   * @default what the bucket encrypts with
   */
  readonly key?: ArchiveKeyRef;
}

export interface RecorderProps {
  /** The account that is recorded: 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly archive: HistoryArchive;
  /**
   * Whether the resources of IAM, which belong to no region, are recorded here: in one region of the account, or each change is charged for once for every region.
   */
  readonly globalResourceTypes: boolean;
  /** `CONTINUOUS`: each change, when it happens. `DAILY`: once a day what has changed, so that controls see it up to a day later. */
  readonly recordingFrequency: 'CONTINUOUS' | 'DAILY';
  /**
   * With `CONTINUOUS`, the types that are recorded daily: those of which every task and every instance has one, so that their changes cost the most.
   * @default ['AWS::EC2::NetworkInterface', 'AWS::EC2::Volume']
   */
  readonly dailyTypes?: readonly string[];
  /**
   * The service-linked role of Config, of which an account has one: that of the recorder that made it.
   * @default this recorder makes it
   */
  readonly serviceLinkedRole?: RoleRef;
  /**
   * The regions whose record can be read here together, this one among them.
   * @default none
   */
  readonly aggregatedRegions?: readonly string[];
}

export const costlyTypes = ['AWS::EC2::NetworkInterface', 'AWS::EC2::Volume'];

const source = 'AWS Config API reference, RecordingMode';

/** Daily recording cannot be chosen for the types of Config itself. */
const resourceType = matching(
  /^AWS::(?!Config::)[A-Za-z0-9]{1,50}::[A-Za-z0-9]{1,50}$/,
  'a type of resource such as AWS::EC2::Volume, and none of AWS::Config',
  { structure: true, source },
);

export const recorderProps: Description<RecorderProps> = {
  account: accountId,
  region: regionName,
  archive: object<HistoryArchive>({
    bucket: reference<{ readonly bucketName: string }>('an S3 bucket', { bucketName }),
    key: optional(archiveKeyRef, 'what the bucket encrypts with'),
  }),
  globalResourceTypes: flag(),
  recordingFrequency: oneOf(['CONTINUOUS', 'DAILY'], { structure: true, source }),
  dailyTypes: optional(list('types of resources', resourceType, { max: 100 }), JSON.stringify(costlyTypes)),
  serviceLinkedRole: optional(roleRef, 'this recorder makes it'),
  aggregatedRegions: optional(list('regions', regionName, { min: 1, max: 50 }), 'none'),
};
