import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { clientOptions } from './client-options.js';
import { Unavailable } from './unavailable.js';

/** The bucket does not answer, or not in time: the same request may succeed later. */
class BucketUnavailable extends Unavailable {
  /** @param {unknown} cause */
  constructor(cause) {
    super('the bucket', cause);
  }
}

/** How long a signed URL is good for: what the platform grants with `grantPresign`. */
export const urlSeconds = 60;

/** A bucket that browsers write to and read from by signed URLs: no byte of a file passes the application. */
export class Bucket {
  /**
   * @param {string} name
   * @param {string} region
   */
  constructor(name, region) {
    this.name = name;
    this.client = new S3Client({
      ...clientOptions(region, { maxAttempts: 2 }),
      // A signed URL would have the checksum of the empty body that it is signed with.
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
  }

  /**
   * The URL for one PUT of exactly this type and size: both are signed, so that S3 refuses any other.
   *
   * @param {{ key: string, contentType: string, size: number }} upload
   */
  uploadUrl({ key, contentType, size }) {
    const put = new PutObjectCommand({ Bucket: this.name, Key: key, ContentType: contentType, ContentLength: size });
    const signableHeaders = new Set(['host', 'content-type', 'content-length']);
    return getSignedUrl(this.client, put, { expiresIn: urlSeconds, signableHeaders });
  }

  /**
   * The URL for one GET, which a browser saves and does not show.
   *
   * @param {string} key
   */
  downloadUrl(key) {
    const get = new GetObjectCommand({ Bucket: this.name, Key: key, ResponseContentDisposition: 'attachment' });
    return getSignedUrl(this.client, get, { expiresIn: urlSeconds });
  }

  /** Whether there is such an object. @param {string} key */
  async has(key) {
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: this.name, Key: key }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw new BucketUnavailable(error);
    }
  }

  /** Throws unless the bucket answers. That it may not be listed is an answer: the application only signs URLs. */
  async check() {
    await this.client.send(new HeadBucketCommand({ Bucket: this.name })).catch((error) => {
      if (error.$metadata?.httpStatusCode !== 403) throw error;
    });
  }

  /** Of the SDK's chain: on ECS those of the task role. */
  credentials = () => this.client.config.credentials();

  close() {
    this.client.destroy();
  }
}
