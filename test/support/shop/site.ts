import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { shopSource, type InstalledShop } from './install';
import { runProgram, told, type Surroundings } from './shop';

/** Builds the static site, and uploads it to a bucket as a pipeline does. */
export async function publishSite(
  installed: InstalledShop,
  { bucket, region }: { readonly bucket: string; readonly region: string },
  surroundings: Surroundings,
): Promise<void> {
  await cp(join(shopSource, 'site'), join(installed.folder, 'site'), { recursive: true });
  for (const script of ['site/build.js', 'site/upload.js']) {
    const ended = await runProgram(installed, script, { BUCKET_SITE: bucket, AWS_REGION: region }, surroundings);
    assert.equal(ended.exitCode, 0, told(ended));
  }
}
