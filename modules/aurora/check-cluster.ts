import type { IConstruct } from 'constructs';
import { assertProp, checkProps } from '../props';
import { isReserved } from '../rds/database-name';
import { checkRestore } from '../rds/restore';
import { windowsOverlap } from '../windows';
import type { ClusterCapacityProps } from './capacity-props';
import { clusterEngines, majorOf, serverlessClass } from './cluster-engine';
import type { ClusterEngineProps } from './cluster-engine-props';
import { clusterProps, type DatabaseClusterProps } from './cluster-props';
import { refusalOfClusterParameter } from './own-parameter';

/** Throws a PropsError for props that RDS would refuse. */
export function checkCluster(scope: IConstruct, props: DatabaseClusterProps): void {
  checkProps(scope, clusterProps, props);
  const { engine, capacity, upkeep, network } = props;
  const zones = Object.keys(network.subnetIds.data);
  assertProp(scope, 'network', zones.length >= 2, 'two zones or more with a data subnet, as RDS does', zones);
  checkEngine(scope, engine);
  checkCapacity(scope, capacity);
  checkRestore(scope, props, 'cluster');
  const { backupWindow, maintenanceWindow, applyImmediately = false } = upkeep;
  const overlap = windowsOverlap(backupWindow, maintenanceWindow);
  const separate = `a window that does not overlap upkeep.backupWindow ${backupWindow}`;
  assertProp(scope, 'upkeep.maintenanceWindow', !overlap, separate, maintenanceWindow);
  // In the window a major version would find the parameter groups of the old one gone.
  const inTime = !engine.allowMajorVersionUpgrade || applyImmediately;
  assertProp(scope, 'upkeep.applyImmediately', inTime, 'true, for a major version', applyImmediately);
}

function checkEngine(scope: IConstruct, engine: ClusterEngineProps): void {
  const { name, version, databaseName, auditEvents } = engine;
  const { compatible, majors } = clusterEngines[name];
  const major = majorOf(name, version);
  assertProp(scope, 'engine.version', major !== undefined, `${majors.join(', ')}, or a minor version of one`, version);
  const isWord = databaseName !== undefined && isReserved(compatible, databaseName);
  assertProp(scope, 'engine.databaseName', !isWord, `no word that ${name} reserves`, databaseName);
  const hasAudit = name === 'aurora-mysql' || auditEvents === undefined;
  const pgaudit = 'nothing, of aurora-postgresql: its audit log is pgaudit, through the parameters';
  assertProp(scope, 'engine.auditEvents', hasAudit, pgaudit, auditEvents);
  for (const prop of ['parameters', 'instanceParameters'] as const) {
    for (const [parameter, value] of Object.entries(engine[prop] ?? {})) {
      const refusal = refusalOfClusterParameter(name, major, parameter, value);
      assertProp(scope, `engine.${prop}.${parameter}`, refusal === undefined, refusal ?? '', value);
    }
  }
}

function checkCapacity(scope: IConstruct, capacity: ClusterCapacityProps): void {
  const { instanceClass, instances, serverless, readerScaling } = capacity;
  const classes = Object.values(instances).map((one) => one.instanceClass ?? instanceClass);
  const isServerless = classes.includes(serverlessClass);
  const [there, none] = [
    `a range, for instances of class ${serverlessClass}`,
    `nothing: no instance is ${serverlessClass}`,
  ];
  assertProp(
    scope,
    'capacity.serverless',
    isServerless === (serverless !== undefined),
    isServerless ? there : none,
    serverless,
  );
  if (serverless) {
    const { minAcu, maxAcu, secondsUntilAutoPause: pause } = serverless;
    assertProp(scope, 'capacity.serverless.maxAcu', maxAcu >= minAcu, `minAcu, ${minAcu}, or more`, maxAcu);
    const pauses = pause === undefined || minAcu === 0;
    assertProp(scope, 'capacity.serverless.secondsUntilAutoPause', pauses, 'nothing: only minAcu 0 pauses', pause);
  }
  if (!readerScaling) return;
  const readers = classes.length - 1;
  const names = Object.keys(instances);
  assertProp(scope, 'capacity.instances', readers > 0, 'two or more, for readerScaling: one reader stays', names);
  const { maxReaders } = readerScaling;
  const expected = `${readers} or more: as many readers are among the instances`;
  assertProp(scope, 'capacity.readerScaling.maxReaders', maxReaders >= readers, expected, maxReaders);
}
