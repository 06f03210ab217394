import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { shopSource, type InstalledShop } from './install';
import { runProgram, told, type Environment, type Surroundings } from './shop';

/** Builds the static site. @returns the folder of its files */
export async function buildSite(installed: InstalledShop, surroundings: Surroundings): Promise<string> {
  await cp(join(shopSource, 'site'), join(installed.folder, 'site'), { recursive: true });
  await succeed(installed, 'site/build.js', {}, surroundings);
  return join(installed.folder, 'build/site/files');
}

/** Builds it, and uploads it to a bucket as a pipeline does. */
export async function publishSite(
  installed: InstalledShop,
  { bucket, region }: { readonly bucket: string; readonly region: string },
  surroundings: Surroundings,
): Promise<void> {
  await buildSite(installed, surroundings);
  await succeed(installed, 'site/upload.js', { BUCKET_SITE: bucket, AWS_REGION: region }, surroundings);
}

async function succeed(installed: InstalledShop, script: string, environment: Environment, around: Surroundings) {
  const ended = await runProgram(installed, script, environment, around);
  assert.equal(ended.exitCode, 0, told(ended));
}
