import type { IConstruct } from 'constructs';
import { assertProp, checkProps } from '../props';
import { windowsOverlap } from '../windows';
import { checkAuditLog } from './audit-log';
import { isReserved } from './database-name';
import { databaseProps, type DatabaseCapacityProps, type DatabaseProps } from './database-props';
import { engines, majorVersion } from './engine';
import type { DatabaseEngineProps } from './engine-props';
import { refusalOf } from './parameters';
import { nameOfReplica } from './replica-props';
import { replicaNames } from './replicas';
import { checkRestore } from './restore';
import { checkStorage } from './storage';

/** Throws a PropsError for props that RDS would refuse. */
export function checkDatabase(scope: IConstruct, props: DatabaseProps): void {
  checkProps(scope, databaseProps, props);
  const { engine, capacity, upkeep, network } = props;
  const zones = Object.keys(network.subnetIds.data);
  assertProp(scope, 'network', zones.length >= 2, 'two zones or more with a data subnet, as RDS does', zones);
  const versions = engines[engine.name].majors.join(', ');
  const known = majorVersion(engine.name, engine.version) !== undefined;
  assertProp(scope, 'engine.version', known, `${versions}, or a minor version of one`, engine.version);
  const reserved = engine.databaseName !== undefined && isReserved(engine.name, engine.databaseName);
  assertProp(scope, 'engine.databaseName', !reserved, `no word that ${engine.name} reserves`, engine.databaseName);
  checkParameters(scope, engine);
  checkAuditLog(scope, engine);
  checkStorage(scope, props);
  checkReplicas(scope, capacity);
  checkUpgrade(scope, props);
  checkRestore(scope, props);
  const { backupWindow, maintenanceWindow } = upkeep;
  const overlap = windowsOverlap(backupWindow, maintenanceWindow);
  const expected = `a window that does not overlap upkeep.backupWindow ${backupWindow}`;
  assertProp(scope, 'upkeep.maintenanceWindow', !overlap, expected, maintenanceWindow);
}

function checkParameters(scope: IConstruct, { name: engine, parameters = {} }: DatabaseEngineProps): void {
  for (const [name, value] of Object.entries(parameters)) {
    const refusal = refusalOf(engine, name, value);
    assertProp(scope, `engine.parameters.${name}`, refusal === undefined, refusal ?? '', value);
  }
}

function checkReplicas(scope: IConstruct, { readReplicas = [], retiringReplicas = [] }: DatabaseCapacityProps): void {
  const [kept, retiring] = [readReplicas.map(nameOfReplica), retiringReplicas.map(nameOfReplica)];
  for (const [prop, names] of Object.entries({ readReplicas: kept, retiringReplicas: retiring })) {
    assertProp(scope, `capacity.${prop}`, new Set(names).size === names.length, 'each name once', names);
  }
  const both = retiring.filter((name) => kept.includes(name));
  const expected = 'no name that is still in readReplicas';
  assertProp(scope, 'capacity.retiringReplicas', both.length === 0, expected, both);
  const all = [...kept, ...retiring];
  assertProp(scope, 'capacity.retiringReplicas', all.length <= 15, 'up to 15 replicas with those kept', all);
}

/**
 * RDS upgrades the replicas of a source first, and Terraform the source: only what RDS does to all of them by itself is taken. That is minor versions, and
 * major ones of PostgreSQL (RDS user guide, "Upgrades of the RDS for PostgreSQL DB engine", and of MySQL). In the window a major version would find
 * the parameter group of the old one gone.
 */
function checkUpgrade(scope: IConstruct, props: DatabaseProps): void {
  const { engine, upkeep } = props;
  const replicas = replicaNames(props);
  const major = majorVersion(engine.name, engine.version);
  const byRds = `${major} alone: RDS upgrades minor versions of read replicas, then of their source`;
  assertProp(scope, 'engine.version', replicas.length === 0 || engine.version === major, byRds, engine.version);
  if (!engine.allowMajorVersionUpgrade) return;
  const { applyImmediately = false } = upkeep;
  assertProp(scope, 'upkeep.applyImmediately', applyImmediately, 'true, for a major version', applyImmediately);
  const alone = engine.name === 'postgres' || replicas.length === 0;
  const expected = 'none of MySQL while its major version changes: RDS upgrades them first';
  assertProp(scope, 'capacity.readReplicas', alone, expected, replicas);
}
