import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from '../io';

/** A provider as a mirror lays it out. */
export interface Provider {
  /** `registry.terraform.io` */
  readonly host: string;
  readonly namespace: string;
  readonly type: string;
  /** The version expected; any will do where it is not one exact version. */
  readonly version?: string;
}

/** Where Linux distributions and administrators put optional and shared software. */
const sharedPlaces = [
  '/opt',
  '/usr/local',
  '/usr/local/lib',
  '/usr/local/share',
  '/usr/share',
  '/usr/lib',
  '/srv',
  '/var/lib',
  '/var/opt',
];

/** The folders that Terraform and OpenTofu search by default, if no CLI configuration sets provider installation. */
export function impliedFolders(env: Variables, home: string): string[] {
  const dataHome = env.XDG_DATA_HOME || join(home, '.local/share');
  const dataDirs = (env.XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':');
  const perProduct = [dataHome, ...dataDirs].flatMap((folder) => [join(folder, 'terraform'), join(folder, 'opentofu')]);
  return [join(home, '.terraform.d'), ...perProduct].map((folder) => join(folder, 'plugins'));
}

/** Every folder one level below the home folder or a folder for shared software that contains a mirror of `host`. */
export function nearbyFolders(host: string, home: string, places: readonly string[] = sharedPlaces): string[] {
  // Last, since CDKTF keeps its cache there, which holds links to the mirror that was found before.
  const caches = join(home, '.terraform.d');
  const searched = [home, join(home, '.local/share'), ...places, caches];
  return searched
    .flatMap((place) => [place, ...list(place).map((name) => join(place, name))])
    .filter((folder) => existsSync(join(folder, host)));
}

/** Whether `folder` is a mirror of `provider` for `platform`, unpacked or packed, in a version that will do. */
export function isIn(folder: string, { host, namespace, type, version }: Provider, platform: string): boolean {
  const its = join(folder, host, namespace, type);
  const packed = new RegExp(`^terraform-provider-${type}_(.+)_${platform}\\.zip$`);
  return list(its).some((name) => {
    const isUnpacked = list(join(its, name, platform)).some((file) => file.startsWith(`terraform-provider-${type}`));
    const held = isUnpacked ? name : packed.exec(name)?.[1];
    return held !== undefined && (!version || held === version);
  });
}

/** `hashicorp/aws`, or `aws`, as `required_providers` has it. Terraform resolves a version that is not exact. */
export function parseProvider(source: string, constraint: string | undefined, registry: string): Provider {
  const parts = source.split('/');
  const [type = source, namespace = 'hashicorp', host = registry] = parts.reverse();
  const [, version] = /^=?\s*v?(\d+\.\d+\.\d+\S*)$/.exec(constraint ?? '') ?? [];
  return { host, namespace, type, ...(version && { version }) };
}

export function providerName({ host, namespace, type }: Provider): string {
  return `${host}/${namespace}/${type}`;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The entries of a folder; none if it does not exist or cannot be read. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
