import type { IConstruct } from 'constructs';
import { assertProp, checkProps } from '../props';
import { windowsOverlap } from '../windows';
import { cacheVersions, type CacheEngineName } from './cache-engine';
import { cacheProps, defaultUsers, type CacheProps } from './cache-props';
import { refusalOf } from './parameters';

const longestId = 40;

/** Throws a PropsError for props that ElastiCache would refuse. */
export function checkCache(scope: IConstruct, props: CacheProps): void {
  checkProps(scope, cacheProps, props);
  const { engine, capacity, upkeep, network, name, users = defaultUsers } = props;
  const versions = cacheVersions[engine.name];
  const known = versions.includes(engine.version);
  assertProp(scope, 'engine.version', known, `one of ${versions.join(', ')}`, engine.version);
  const { userGroup = engine.name } = engine;
  const taken = engine.name === 'valkey' || userGroup === 'redis';
  assertProp(scope, 'engine.userGroup', taken, 'redis, which is all that Redis OSS takes', userGroup);
  for (const [parameter, value] of Object.entries(engine.parameters ?? {})) {
    const refusal = refusalOf(parameter);
    assertProp(scope, `engine.parameters.${parameter}`, refusal === undefined, refusal ?? '', value);
  }
  const { shards, replicasPerShard } = capacity;
  const most = Math.floor(500 / (1 + replicasPerShard));
  assertProp(scope, 'capacity.shards', shards <= most, `a whole number of shards from 1 to ${most}`, shards);
  const zones = Object.keys(network.subnetIds.data);
  const least = replicasPerShard > 0 ? 2 : 1;
  assertProp(scope, 'network', zones.length >= least, `${least} zones or more with a data subnet`, zones);
  const { snapshotWindow, maintenanceWindow } = upkeep;
  const overlap = windowsOverlap(snapshotWindow, maintenanceWindow);
  const expected = `a window that does not overlap upkeep.snapshotWindow ${snapshotWindow}`;
  assertProp(scope, 'upkeep.maintenanceWindow', !overlap, expected, maintenanceWindow);
  checkUserIds(scope, name, userGroup, users);
}

/** Throws a PropsError for users whose ids would be too long. */
export function checkUserIds(
  scope: IConstruct,
  name: string,
  userGroup: CacheEngineName,
  users: Readonly<Record<string, string>>,
): void {
  const ids = [...Object.keys(users), ...(userGroup === 'redis' ? ['default'] : [])].map((user) => `${name}-${user}`);
  for (const id of ids) assertProp(scope, 'users', id.length <= longestId, `ids of up to ${longestId} characters`, id);
}
