import type { IConstruct } from 'constructs';
import { assertProp, checkProps } from '../props';
import { windowsOverlap } from '../windows';
import { isReserved } from './database-name';
import { databaseProps, type DatabaseCapacityProps, type DatabaseProps } from './database-props';
import { engines, majorVersion } from './engine';
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
  checkStorage(scope, props);
  checkReplicas(scope, capacity);
  const { backupWindow, maintenanceWindow } = upkeep;
  const overlap = windowsOverlap(backupWindow, maintenanceWindow);
  const expected = `a window that does not overlap upkeep.backupWindow ${backupWindow}`;
  assertProp(scope, 'upkeep.maintenanceWindow', !overlap, expected, maintenanceWindow);
}

function checkReplicas(scope: IConstruct, { readReplicas = [], retiringReplicas = [] }: DatabaseCapacityProps): void {
  const both = retiringReplicas.filter((name) => readReplicas.includes(name));
  const expected = 'no name that is still in readReplicas';
  assertProp(scope, 'capacity.retiringReplicas', both.length === 0, expected, both);
  const all = [...readReplicas, ...retiringReplicas];
  assertProp(scope, 'capacity.retiringReplicas', all.length <= 15, 'up to 15 replicas with those kept', all);
}
