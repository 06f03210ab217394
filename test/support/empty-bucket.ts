import assert from 'node:assert/strict';
import type { Api } from './emulator/api';
import { textOf } from './emulator/answer';

/** Deletes every version of every object: S3 deletes no bucket that holds one. */
export async function emptyBucket(api: Api, bucket: string): Promise<void> {
  const { text } = await api.s3('GET', `/${bucket}?versions`);
  for (const [version] of text.matchAll(/<(Version|DeleteMarker)>[\s\S]*?<\/\1>/g)) {
    const key = encodeURI(textOf('Key', version)!);
    const { status } = await api.s3('DELETE', `/${bucket}/${key}?versionId=${textOf('VersionId', version)}`);
    assert.ok(status < 300, `${bucket}/${key}: ${status}`);
  }
}
