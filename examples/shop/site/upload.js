import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { output } from './build.js';

/**
 * Uploads the built site to a bucket: `BUCKET_SITE=example-prod-site AWS_REGION=eu-west-1 node site/upload.js`. Nothing is deleted, so
 * that pages which browsers still show find what they link to.
 */
const { BUCKET_SITE: bucket, AWS_REGION: region } = process.env;
if (!bucket || !region) throw new Error('environment variables: expected BUCKET_SITE and AWS_REGION');
const client = new S3Client({ region });
/** @type {import('./build.js').SiteFile[]} */
const files = JSON.parse(await readFile(path.join(output, 'upload.json'), 'utf8'));
for (const { key, contentType, cacheControl } of files) {
  const Body = await readFile(path.join(output, 'files', key));
  const put = { Bucket: bucket, Key: key, Body, ContentType: contentType, CacheControl: cacheControl };
  await client.send(new PutObjectCommand(put));
}
