import {
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOptions } from '../src/client-options.js';

/** The objects of a bucket, to a function that reads and writes them. */
export class Objects {
  /**
   * @param {string} bucket
   * @param {string} region
   */
  constructor(bucket, region) {
    this.bucket = bucket;
    this.client = new S3Client(clientOptions(region, { requestTimeout: 10_000 }));
  }

  /**
   * Nothing where there is no such object.
   *
   * @param {string} key
   * @param {number} maxBytes of a larger one, the size alone
   * @returns {Promise<{ etag: string, size: number, bytes?: Buffer } | undefined>}
   */
  async read(key, maxBytes) {
    try {
      const asked = new GetObjectCommand({ Bucket: this.bucket, Key: key });
      const { ETag: etag = '', ContentLength: size = 0, Body } = await this.client.send(asked);
      if (size > maxBytes) {
        // Of the rest nothing is read.
        /** @type {import('node:stream').Readable} */ (Body).destroy();
        return { etag, size };
      }
      return { etag, size, bytes: Buffer.from((await Body?.transformToByteArray()) ?? []) };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  /**
   * The metadata of an object; nothing where there is none.
   *
   * @param {string} key
   * @returns {Promise<Readonly<Record<string, string>> | undefined>}
   */
  async metadata(key) {
    try {
      const { Metadata = {} } = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return Metadata;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  /**
   * @param {string} key
   * @param {{ bytes: Buffer, contentType: string, metadata: Record<string, string> }} object
   */
  async write(key, { bytes, contentType, metadata }) {
    const object = { ContentType: contentType, CacheControl: 'private, max-age=86400', Metadata: metadata };
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: bytes, ...object }));
  }
}
