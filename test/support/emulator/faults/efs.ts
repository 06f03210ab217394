import { editJson, json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const efs = (account: string): Fault[] => [backupPolicies(), policiesGo(), updates(), replications(account)];

/** The id of a file system, and what of it is asked for: `['fs-1', 'backup-policy']`. */
function pathOf({ url }: Call): readonly [id: string | undefined, part: string | undefined] {
  const [, id, part] = /\/file-systems\/([^/?]+)(?:\/([^/?]+))?/.exec(url) ?? [];
  return [id, part];
}

const missing = 'fs-00000000000000000';

function backupPolicies(): Fault {
  const kept = new Map<string, string>();
  return {
    service: 'elasticfilesystem',
    fault: 'changes no backup policy',
    answers: {
      'PUT /file-systems': (call, next) => {
        const [id, part] = pathOf(call);
        if (!id || part !== 'backup-policy') return next(call);
        kept.set(id, call.json.BackupPolicy.Status);
        return json({ BackupPolicy: call.json.BackupPolicy });
      },
      'GET /file-systems': (call, next) => {
        const [id, part] = pathOf(call);
        const Status = id && part === 'backup-policy' ? kept.get(id) : undefined;
        return Status ? json({ BackupPolicy: { Status } }) : next(call);
      },
    },
    isThere: async (moto) => {
      const path = `/2015-02-01/file-systems/${missing}/backup-policy`;
      return isNotServed(await moto.rest('elasticfilesystem', 'PUT', path, { BackupPolicy: { Status: 'ENABLED' } }));
    },
  };
}

function policiesGo(): Fault {
  const gone = new Set<string>();
  const isPolicy = (call: Call) => pathOf(call)[1] === 'policy';
  return {
    service: 'elasticfilesystem',
    fault: 'deletes no policy of a file system',
    answers: {
      'PUT /file-systems': (call, next) => {
        const [id = ''] = pathOf(call);
        if (isPolicy(call)) gone.delete(id);
        return next(call);
      },
      'GET /file-systems': (call, next) => {
        const [id = ''] = pathOf(call);
        return isPolicy(call) && gone.has(id) ? jsonError('PolicyNotFound', id, 404) : next(call);
      },
      'DELETE /file-systems': (call, next) => {
        const [id = ''] = pathOf(call);
        if (!isPolicy(call)) return next(call);
        gone.add(id);
        return json({});
      },
    },
    isThere: async (moto) =>
      isNotServed(await moto.rest('elasticfilesystem', 'DELETE', `/2015-02-01/file-systems/${missing}/policy`)),
  };
}

function updates(): Fault {
  const kept = new Map<string, object>();
  return {
    service: 'elasticfilesystem',
    fault: 'changes no throughput',
    answers: {
      'PUT /file-systems': (call, next) => {
        const [id, part] = pathOf(call);
        if (!id || part) return next(call);
        kept.set(id, call.json);
        return json({ FileSystemId: id, ...call.json }, 202);
      },
      'GET /file-systems': async (call, next) =>
        editJson(await next(call), ({ FileSystems = [] }) => {
          for (const one of FileSystems) Object.assign(one, kept.get(one.FileSystemId));
        }),
    },
    isThere: async (moto) => {
      const asked = { ThroughputMode: 'elastic' };
      return isNotServed(await moto.rest('elasticfilesystem', 'PUT', `/2015-02-01/file-systems/${missing}`, asked));
    },
  };
}

function replications(account: string): Fault {
  const kept = new Map<string, Record<string, any>>();
  let made = 0;
  return {
    service: 'elasticfilesystem',
    fault: 'replicates no file system',
    answers: {
      'POST /file-systems': (call, next) => {
        const [id, part] = pathOf(call);
        if (!id || part !== 'replication-configuration') return next(call);
        const arn = `arn:aws:elasticfilesystem:${call.region}:${account}:file-system/${id}`;
        const FileSystemId = `fs-${String((made += 1)).padStart(17, '0')}`;
        const Destinations = call.json.Destinations.map(({ Region }: any) => ({
          Status: 'ENABLED',
          Region,
          FileSystemId,
        }));
        const source = { SourceFileSystemArn: arn, OriginalSourceFileSystemArn: arn, SourceFileSystemId: id };
        const about = { SourceFileSystemRegion: call.region, CreationTime: 1_735_689_600 };
        kept.set(id, { ...source, ...about, Destinations });
        return json(kept.get(id)!);
      },
      'GET /file-systems': (call, next) => {
        if (pathOf(call)[0] !== 'replication-configurations') return next(call);
        const id = new URL(call.url, 'http://aws.test').searchParams.get('FileSystemId') ?? '';
        const found = kept.get(id);
        return found ? json({ Replications: [found] }) : jsonError('ReplicationNotFound', id, 404);
      },
      'DELETE /file-systems': (call, next) => {
        const [id = '', part] = pathOf(call);
        if (part !== 'replication-configuration') return next(call);
        return kept.delete(id) ? json({}) : jsonError('ReplicationNotFound', id, 404);
      },
    },
    isThere: async (moto) => {
      const path = `/2015-02-01/file-systems/${missing}/replication-configuration`;
      return isNotServed(
        await moto.rest('elasticfilesystem', 'POST', path, { Destinations: [{ Region: 'eu-west-2' }] }),
      );
    },
  };
}

/** Moto answers a call that it does not have with an error of its own, and one about a missing file system with that of EFS. */
function isNotServed({ status, text }: { readonly status: number; readonly text: string }): boolean {
  return status >= 400 && !text.includes('FileSystemNotFound');
}
