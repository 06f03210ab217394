import { json, jsonError } from '../answer';
import type { Fault } from '../fault';

export const backup = (): Fault[] => [tagsAtPathsWithSlash(), selections(), recoveryPoints()];

function tagsAtPathsWithSlash(): Fault {
  return {
    service: 'backup',
    fault: 'lists tags only at a path that ends in a slash',
    answers: { 'GET /tags': (call, next) => next({ ...call, url: call.url.replace(/\/?(?=$|\?)/, '/') }) },
    isThere: async (moto) => {
      const { text } = await moto.rest('backup', 'PUT', '/backup-vaults/kept', { BackupVaultTags: { a: 'b' } });
      const arn = encodeURIComponent(JSON.parse(text).BackupVaultArn as string);
      const tags = await moto.rest('backup', 'GET', `/tags/${arn}`);
      return !tags.text.includes('"a"');
    },
  };
}

function selections(): Fault {
  const kept = new Map<string, object>();
  let made = 0;
  const path = /^\/backup\/plans\/([^/?]+)\/selections(?:\/([^/?]+))?/;
  return {
    service: 'backup',
    fault: 'has no selections',
    answers: {
      'PUT /backup': (call, next) => {
        const [, BackupPlanId] = path.exec(call.url) ?? [];
        if (!BackupPlanId) return next(call);
        const SelectionId = `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
        const about = { SelectionId, BackupPlanId, CreationDate: 1_735_689_600 };
        kept.set(SelectionId, { ...about, BackupSelection: call.json.BackupSelection });
        return json(about);
      },
      'GET /backup': (call, next) => {
        const [, plan, id] = path.exec(call.url) ?? [];
        if (!plan || !id) return next(call);
        const selection = kept.get(id);
        return selection ? json(selection) : jsonError('ResourceNotFoundException', id);
      },
      'DELETE /backup': (call, next) => {
        const [, plan, id] = path.exec(call.url) ?? [];
        if (!plan || !id) return next(call);
        kept.delete(id);
        return json({});
      },
    },
    isThere: async (moto) => {
      const { status } = await moto.rest('backup', 'PUT', '/backup/plans/plan/selections/', {
        BackupSelection: { SelectionName: 'data', IamRoleArn: 'arn:aws:iam::111122223333:role/backup' },
      });
      return status >= 400;
    },
  };
}

/** Moto makes none, so no vault holds any. */
function recoveryPoints(): Fault {
  return {
    service: 'backup',
    fault: 'lists no recovery points',
    answers: {
      'GET /backup-vaults': (call, next) =>
        /^\/backup-vaults\/[^/]+\/recovery-points/.test(call.url) ? json({ RecoveryPoints: [] }) : next(call),
    },
    isThere: async (moto) => (await moto.rest('backup', 'GET', '/backup-vaults/kept/recovery-points/')).status >= 400,
  };
}
