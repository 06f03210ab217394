import { z } from 'zod';

const optOut = z.strictObject({ off: z.literal(true), reason: z.string().min(10) });

const database = z.strictObject({
  engine: z.enum(['postgres', 'mysql']),
  engineVersion: z.string(),
  instanceClass: z.string(),
  allocatedStorageGb: z.number().int(),
  maxAllocatedStorageGb: z.number().int(),
  multiAz: z.boolean(),
  readReplicas: z.array(z.string()),
  backupRetentionDays: z.number().int(),
  backupWindow: z.string(),
  maintenanceWindow: z.string(),
  deletionProtection: z.union([z.literal('on'), optOut]),
});

const cache = z.strictObject({
  engine: z.enum(['valkey', 'redis']),
  engineVersion: z.string(),
  nodeType: z.string(),
  shards: z.number().int(),
  replicasPerShard: z.number().int(),
  snapshotRetentionDays: z.number().int(),
  snapshotWindow: z.string(),
  maintenanceWindow: z.string(),
});

export const environmentSchema = z.strictObject({
  name: z.string(),
  criticality: z.enum(['low', 'medium', 'high', 'critical']),
  account: z.string(),
  region: z.string(),
  tags: z.strictObject({ owner: z.string(), costCentre: z.string(), repository: z.string() }),
  state: z.strictObject({ bucket: z.string(), oldVersionRetentionDays: z.number().int() }),
  notifications: z.strictObject({ alarms: z.array(z.string()), billing: z.array(z.string()) }),
  logRetentionDays: z.number().int(),
  identity: z.strictObject({
    passwordPolicy: z.strictObject({
      minimumLength: z.number().int(),
      maxAgeDays: z.number().int(),
      reusePrevention: z.number().int(),
    }),
    maxSessionHours: z.number().int(),
    ci: z.strictObject({ repository: z.string(), planEnvironment: z.string(), applyEnvironment: z.string() }),
  }),
  billing: z.strictObject({
    monthlyBudgetUsd: z.number(),
    alarmThresholdsPercent: z.array(z.number()),
    anomalyThresholdUsd: z.number(),
  }),
  network: z.strictObject({
    cidr: z.string(),
    zones: z.array(z.string()),
    natGateways: z.enum(['none', 'single', 'per-zone']),
    interfaceEndpoints: z.array(z.string()),
  }),
  bastion: z.strictObject({
    instanceType: z.string(),
    sshFromCidrs: z.array(z.string()),
    hours: z.union([
      z.literal('always'),
      z.strictObject({ days: z.string(), start: z.string(), stop: z.string(), timeZone: z.string() }),
    ]),
  }),
  databases: z.record(z.string(), database),
  caches: z.record(z.string(), cache),
});

/** What an environment decides. */
export type Environment = z.infer<typeof environmentSchema>;
