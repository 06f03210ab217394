import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../environments/schema';
import { buildFunctions, installShop } from '../support/shop';
import type { World } from './world';

/** Where the first code of each function of an environment is expected: the bucket, the key and the version that its file names. */
export function firstCodeOf({ services, buckets }: Environment) {
  return Object.entries(services).flatMap(([service, decided]) => {
    if (decided.runtime !== 'function') return [];
    const { bucket, key, version } = decided.firstCode;
    return [{ service, bucket: buckets[bucket]!.bucket, key, version }];
  });
}

/** The stacks up to that of the bucket, with those that it reads. */
export function stacksBelowServices(world: World): string[] {
  return ['account', 'audit', 'network', 'dns', 'messaging', 'data'].filter((name) => world.stacks.includes(name));
}

/**
 * Builds the functions of the sample application, and uploads them as a pipeline does.
 *
 * @param decides the version: that which S3 tells is written into the environment's file of the checkout, as the guide has it; nothing: the emulator takes the
 * code of any version
 */
export async function uploadFirstCode(world: World, decides: 'the version' | 'nothing'): Promise<void> {
  const file = join(world.checkout, 'environments', `${world.environment.name}.ts`);
  const installed = await installShop();
  try {
    const zips: Readonly<Record<string, string>> = await buildFunctions(installed);
    for (const { service, bucket, key, version } of firstCodeOf(world.environment)) {
      const zip = zips[service];
      assert.ok(zip, `expected the sample application to have the function ${service}`);
      await world.upload(bucket, key, readFileSync(zip));
      if (decides === 'nothing') continue;
      const text = readFileSync(file, 'utf8');
      assert.equal(text.split(`'${version}'`).length, 2, `expected the version of ${service} once in ${file}`);
      writeFileSync(file, text.replace(`'${version}'`, `'${await versionOfFirstCode(world, bucket, key)}'`));
    }
  } finally {
    await installed.remove();
  }
}

/** The version of an object that S3 has. */
export async function versionOfFirstCode(world: World, bucket: string, key: string): Promise<string> {
  const { text } = await world.api.s3('GET', `/${bucket}?versions&prefix=${encodeURIComponent(key)}`);
  const [, version] = /<VersionId>([^<]+)<\/VersionId>/.exec(text) ?? [];
  assert.ok(version, `expected ${bucket}/${key} in ${text}`);
  return version;
}
