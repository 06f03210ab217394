import { CloudfrontFunction } from '@cdktf/provider-aws/lib/cloudfront-function';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import { Construct } from 'constructs';
import { Bucket } from '../bucket/bucket';
import { bucketProps, type BucketProps } from '../bucket/bucket-props';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToCloudFront } from '../kms/open-key';
import { checkProps, matching, oneOf, optional, type Description } from '../props';
import { pathFunction, type SitePaths } from './paths';
import type { SiteRef } from './site-ref';

export interface SiteProps {
  /** The start of the names of what CloudFront keeps of it, unique in the account: `prod-shop`. */
  readonly name: string;
  /** The bucket's name, unique in all of AWS. */
  readonly bucket: string;
  /** The account that owns the bucket: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the files. A `Key` is opened to S3 and to the account's distributions; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** As of a `Bucket`. */
  readonly accessLogs: BucketProps['accessLogs'];
  /**
   * `folders`: `/about` and `/about/` are `/about/index.html`. `single-page`: all paths without a dot in their last part are `/index.html`. `as-is`: only `/` is
   * `/index.html`.
   * @default 'folders'
   */
  readonly paths?: SitePaths;
  /** @default 90, as of a `Bucket` */
  readonly oldVersionDays?: number;
  /** @default none, as of a `Bucket` */
  readonly optOuts?: BucketProps['optOuts'];
}

const siteProps: Description<SiteProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,50}$/, 'up to 51 of a-z, 0-9 and -, a letter first', {
    structure: true,
    source: 'CloudFront API reference, CreateFunction, Name',
  }),
  bucket: bucketProps.bucket,
  account: bucketProps.account,
  region: bucketProps.region,
  key: keyRef,
  accessLogs: bucketProps.accessLogs,
  paths: optional(oneOf(['as-is', 'folders', 'single-page']), "'folders'"),
  oldVersionDays: bucketProps.oldVersionDays,
  optOuts: bucketProps.optOuts,
};

/**
 * Files that a distribution answers with, in a private bucket which nobody but that distribution reads. The files come from a pipeline: hashed names with
 * `cache-control: immutable` first, pages with `no-cache` last.
 */
export class Site extends Construct implements SiteRef {
  static readonly props = siteProps;
  readonly domainName: string;
  readonly originAccessControlId: string;
  readonly functionArn?: string;
  /** To let a pipeline write: `site.bucket.grantWrite('Pipeline', role)`. */
  readonly bucket: Bucket;
  readonly nodes: {
    readonly originAccessControl: CloudfrontOriginAccessControl;
    readonly function: CloudfrontFunction | undefined;
  };

  /** @throws PropsError for a name that CloudFront or S3 refuses. */
  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    checkProps(this, siteProps, props);
    const { name, paths = 'folders', key, ...rest } = props;
    openToCloudFront(key);
    this.bucket = new Bucket(this, 'bucket', { ...bucketOf(rest), key });
    const originAccessControl = new CloudfrontOriginAccessControl(this, 'origin-access-control', {
      name,
      description: `Reads the files of ${name}`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
    const rewrite =
      paths === 'as-is'
        ? undefined
        : new CloudfrontFunction(this, 'paths', {
            name: `${name}-paths`,
            comment: `Paths of ${name} as names of files`,
            runtime: 'cloudfront-js-2.0',
            publish: true,
            code: pathFunction(paths),
          });
    this.nodes = { originAccessControl, function: rewrite };
    this.domainName = this.bucket.domainName;
    this.originAccessControlId = originAccessControl.id;
    if (rewrite) this.functionArn = rewrite.arn;
  }

  /** Lets a distribution read; `Distribution` does so itself. */
  allowDistribution(distributionArn: string): void {
    this.bucket.allowDistribution(distributionArn);
  }
}

function bucketOf(props: Omit<SiteProps, 'name' | 'paths' | 'key'>) {
  const { bucket, account, region, accessLogs, oldVersionDays, optOuts } = props;
  return {
    ...{ bucket, account, region, accessLogs },
    ...(oldVersionDays !== undefined && { oldVersionDays }),
    ...(optOuts && { optOuts }),
  };
}
