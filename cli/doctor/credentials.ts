import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from '../io';

/** Where AWS credentials would come from, by name only: no value is ever read into the result. */
export function credentialSources(env: Variables, home: string): string[] {
  const named = [
    env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY && 'AWS_ACCESS_KEY_ID in the environment',
    env.AWS_PROFILE && `AWS_PROFILE=${env.AWS_PROFILE}`,
    env.AWS_WEB_IDENTITY_TOKEN_FILE && 'AWS_WEB_IDENTITY_TOKEN_FILE in the environment',
    (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI) && "the container's role",
  ].filter((source) => typeof source === 'string' && source !== '');
  const files = [
    env.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws/credentials'),
    env.AWS_CONFIG_FILE || join(home, '.aws/config'),
  ];
  const profiles = [...new Set(files.flatMap(profilesIn))];
  return [...(named as string[]), ...(profiles.length > 0 ? [`profiles ${profiles.join(', ')}`] : [])];
}

function profilesIn(file: string): string[] {
  if (!existsSync(file)) return [];
  const sections = [...readFileSync(file, 'utf8').matchAll(/^\s*\[\s*(?:profile\s+)?([^\]]+?)\s*\]/gm)];
  return sections.flatMap(([, name = '']) => (/^(sso-session|services)\s/.test(name) ? [] : [name]));
}
