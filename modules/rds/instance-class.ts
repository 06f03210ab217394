import type { EngineName } from './engine';

/**
 * GiB of memory in an `xlarge`, by family; the other sizes follow from it (RDS user guide, "Hardware specifications for
 * DB instance classes").
 */
const gibPerXlarge: Readonly<Record<string, number>> = {
  t: 16,
  m: 16,
  c: 8,
  r: 32,
  z: 32,
  x2g: 64,
  x2idn: 64,
  x2iedn: 128,
};
const xlarges: Readonly<Record<string, number>> = {
  micro: 1 / 16,
  small: 1 / 8,
  medium: 1 / 4,
  large: 1 / 2,
  xlarge: 1,
};

/** An instance class's memory in bytes (`db.r7g.xlarge`: 32 GiB), or undefined for a class that RDS does not spell so. */
export function memoryBytes(instanceClass: string): number | undefined {
  const [, family = '', size = ''] = /^db\.([a-z]\d[a-z]*)\.(\w+)$/.exec(instanceClass) ?? [];
  const gib = gibPerXlarge[family] ?? gibPerXlarge[family.charAt(0)];
  const multiple = /^([1-9]\d*)xlarge$/.exec(size)?.[1];
  const count = multiple ? Number(multiple) : xlarges[size];
  return gib && count ? gib * count * 1024 ** 3 : undefined;
}

/** Whether the class earns CPU credits, and slows down or costs more without them. */
export function isBurstable(instanceClass: string): boolean {
  return instanceClass.startsWith('db.t');
}

/** Whether Performance Insights is offered: for MySQL not on the two smallest burstable sizes (RDS user guide). */
export function hasPerformanceInsights(engine: EngineName, instanceClass: string): boolean {
  return engine !== 'mysql' || !/^db\.t\w+\.(micro|small)$/.test(instanceClass);
}
