import { editJson, json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Answerer, Fault } from '../fault';

export const backup = (account: string): Fault[] => [
  tagsOfEvidence(),
  tagsAtPathsWithSlash(),
  selections(),
  plansChange(),
  vaultPolicies(),
  recoveryPoints(account),
  regionSettings(),
  frameworks(account),
  reportPlansChange(),
  restoreTests(account),
];

/** What follows a collection of paths: `['prod-recovery', 'access-policy']`. Names are each region's own. */
function partsOf({ url }: Call, collection: string): readonly (string | undefined)[] {
  const [path = ''] = url.split('?');
  if (!path.startsWith(collection)) return [];
  return path.slice(collection.length).split('/').slice(1).map(decodeURIComponent);
}

const made = 1_735_689_600;
const gone = (what: string) => jsonError('ResourceNotFoundException', what, 400);

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

/** Of frameworks, report plans and restore tests, which other answers here, and moto, make without them. */
function tagsOfEvidence(): Fault {
  const kept = new Map<string, Record<string, string>>();
  /** What has tags at this path, and which. */
  const taggedAt = (call: Call, collection: string) => {
    const [arn = ''] = partsOf(call, collection);
    const tags = kept.get(arn);
    return tags && { arn, tags };
  };
  const keep: Answerer = async (call, next) => {
    const answer = await next(call);
    const { FrameworkTags, ReportPlanTags, Tags = FrameworkTags ?? ReportPlanTags } = call.json;
    if (answer.status >= 300 || !Tags) return answer;
    const { FrameworkArn, ReportPlanArn, RestoreTestingPlanArn } = JSON.parse(answer.body.toString());
    kept.set(FrameworkArn ?? ReportPlanArn ?? RestoreTestingPlanArn, Tags);
    return answer;
  };
  return {
    service: 'backup',
    fault: 'keeps no tags of report plans',
    answers: {
      'POST /audit': keep,
      'PUT /restore-testing': keep,
      'GET /tags': (call, next) => {
        const its = taggedAt(call, '/tags');
        return its ? json({ Tags: its.tags }) : next(call);
      },
      'POST /tags': (call, next) => {
        const its = taggedAt(call, '/tags');
        if (!its) return next(call);
        kept.set(its.arn, { ...its.tags, ...call.json.Tags });
        return json({});
      },
      'POST /untag': (call, next) => {
        const its = taggedAt(call, '/untag');
        if (!its) return next(call);
        const left = Object.entries(its.tags).filter(([key]) => !call.json.TagKeyList.includes(key));
        kept.set(its.arn, Object.fromEntries(left));
        return json({});
      },
    },
    isThere: async (moto) => {
      const { text } = await moto.rest('backup', 'POST', '/audit/report-plans', {
        ...{
          ReportPlanName: 'tagged',
          ReportPlanTags: { a: 'b' },
          ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
        },
        ReportDeliveryChannel: { S3BucketName: 'example' },
      });
      const arn = encodeURIComponent(JSON.parse(text).ReportPlanArn as string);
      return !(await moto.rest('backup', 'GET', `/tags/${arn}/`)).text.includes('"a"');
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

/** Of tables alone: a table that was backed up is there again, without its items, when it is restored. */
function recoveryPoints(account: string): Fault {
  const points = new Map<string, Record<string, any>>();
  const restored = new Map<string, string>();
  const pointOf = (call: Call) => {
    const [vault, part, arn] = partsOf(call, '/backup-vaults');
    return part === 'recovery-points' ? { vault, arn } : undefined;
  };
  return {
    service: 'backup',
    fault: 'makes no recovery points, lists none and restores none',
    answers: {
      'PUT /backup-jobs': async (call, next) => {
        const { BackupVaultName, ResourceArn } = call.json;
        const TableName = ResourceArn.split('/').pop();
        const described = await next(ofTables(call, 'DescribeTable', { TableName }));
        const { AttributeDefinitions, KeySchema } = JSON.parse(described.body.toString()).Table;
        const id = String(points.size + 1).padStart(12, '0');
        const RecoveryPointArn = `arn:aws:backup:${call.region}:${account}:recovery-point:00000000-0000-4000-8000-${id}`;
        const about = { RecoveryPointArn, BackupVaultName, ResourceArn, ResourceType: 'DynamoDB', Status: 'COMPLETED' };
        points.set(RecoveryPointArn, { ...about, CreationDate: made, table: { AttributeDefinitions, KeySchema } });
        return json({ BackupJobId: id, RecoveryPointArn, CreationDate: made });
      },
      'PUT /restore-jobs': async (call, next) => {
        const { RecoveryPointArn, Metadata } = call.json;
        const point = points.get(RecoveryPointArn);
        if (!point) return gone(RecoveryPointArn);
        const SSESpecification = { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: Metadata.kmsMasterKeyArn };
        const asked = { TableName: Metadata.targetTableName, BillingMode: 'PAY_PER_REQUEST' };
        const table = { ...asked, ...point.table, ...(Metadata.encryptionType === 'KMS' && { SSESpecification }) };
        const answer = await next(ofTables(call, 'CreateTable', table));
        if (answer.status >= 300) return answer;
        const RestoreJobId = String(restored.size + 1).padStart(12, '0');
        restored.set(RestoreJobId, JSON.parse(answer.body.toString()).TableDescription.TableArn);
        return json({ RestoreJobId });
      },
      'GET /restore-jobs': (call) => {
        const [RestoreJobId = ''] = partsOf(call, '/restore-jobs');
        const CreatedResourceArn = restored.get(RestoreJobId);
        if (CreatedResourceArn === undefined) return gone(RestoreJobId);
        return json({ RestoreJobId, CreatedResourceArn, Status: 'COMPLETED', CreationDate: made });
      },
      'GET /backup-vaults': (call, next) => {
        const its = pointOf(call);
        if (!its) return next(call);
        const { vault, arn } = its;
        if (arn) return points.has(arn) ? json(points.get(arn)!) : gone(arn);
        return json({ RecoveryPoints: [...points.values()].filter((point) => point.BackupVaultName === vault) });
      },
      'DELETE /backup-vaults': (call, next) => {
        const its = pointOf(call);
        if (!its?.arn) return next(call);
        return points.delete(its.arn) ? json({}) : gone(its.arn);
      },
    },
    isThere: async (moto) => (await moto.rest('backup', 'GET', '/backup-vaults/kept/recovery-points/')).status >= 400,
  };
}

/** A call of DynamoDB in the place of one of AWS Backup. */
function ofTables(call: Call, action: string, parameters: object): Call {
  const authorization = String(call.headers.authorization).replace('/backup/aws4_request', '/dynamodb/aws4_request');
  const target = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${action}` };
  const headers = { ...call.headers, ...target, authorization };
  const body = Buffer.from(JSON.stringify(parameters));
  return { ...call, method: 'POST', url: '/', headers, service: 'dynamodb', action, body };
}

function plansChange(): Fault {
  const kept = new Map<string, Record<string, any>>();
  let changes = 0;
  return {
    service: 'backup',
    fault: 'changes no plan',
    answers: {
      'POST /backup': (call, next) => {
        const [BackupPlanId, other] = partsOf(call, '/backup/plans');
        if (!BackupPlanId || other) return next(call);
        const Rules = call.json.BackupPlan.Rules.map((rule: object, index: number) => ({
          ...{ ScheduleExpressionTimezone: 'Etc/UTC', RuleId: `rule-${index}` },
          ...rule,
        }));
        const VersionId = `version-${(changes += 1)}`;
        kept.set(BackupPlanId, { BackupPlan: { ...call.json.BackupPlan, Rules }, VersionId });
        const BackupPlanArn = `arn:aws:backup:${call.region}:plan:${BackupPlanId}`;
        return json({ BackupPlanId, BackupPlanArn, VersionId, CreationDate: made });
      },
      'GET /backup': async (call, next) => {
        const answer = await next(call);
        const [id = '', other] = partsOf(call, '/backup/plans');
        return other ? answer : editJson(answer, (plan) => void Object.assign(plan, kept.get(id)));
      },
    },
    isThere: async (moto) => {
      const rule = { RuleName: 'daily', TargetBackupVaultName: 'kept' };
      const plan = (name: string) => ({ BackupPlan: { BackupPlanName: name, Rules: [rule] } });
      const { text } = await moto.rest('backup', 'PUT', '/backup/plans', plan('changed'));
      const { status } = await moto.rest('backup', 'POST', `/backup/plans/${JSON.parse(text).BackupPlanId}`, plan('b'));
      return status >= 400;
    },
  };
}

function vaultPolicies(): Fault {
  const kept = new Map<string, string>();
  const vaultOf = (call: Call) => {
    const [vault, part] = partsOf(call, '/backup-vaults');
    return vault && part === 'access-policy' ? { vault, key: `${call.region} ${vault}` } : undefined;
  };
  return {
    service: 'backup',
    fault: 'has no policies of vaults',
    answers: {
      'PUT /backup-vaults': (call, next) => {
        const its = vaultOf(call);
        if (!its) return next(call);
        kept.set(its.key, call.json.Policy);
        return json({});
      },
      'GET /backup-vaults': (call, next) => {
        const its = vaultOf(call);
        if (!its) return next(call);
        const Policy = kept.get(its.key);
        return Policy === undefined ? gone(its.vault) : json({ BackupVaultName: its.vault, Policy });
      },
      'DELETE /backup-vaults': (call, next) => {
        const its = vaultOf(call);
        if (!its) return next(call);
        kept.delete(its.key);
        return json({});
      },
    },
    isThere: async (moto) => {
      await moto.rest('backup', 'PUT', '/backup-vaults/kept', {});
      return (await moto.rest('backup', 'PUT', '/backup-vaults/kept/access-policy', { Policy: '{}' })).status >= 400;
    },
  };
}

function regionSettings(): Fault {
  const kept = new Map<string, Record<string, object>>();
  return {
    service: 'backup',
    fault: 'has no settings of a region',
    answers: {
      'PUT /account-settings': (call) => {
        kept.set(call.region, { ...kept.get(call.region), ...call.json });
        return json({});
      },
      'GET /account-settings': ({ region }) => {
        const { ResourceTypeOptInPreference = {}, ResourceTypeManagementPreference = {} } = kept.get(region) ?? {};
        // AWS tells of every type, also of those that nobody set.
        return json({
          ResourceTypeOptInPreference: { S3: false, VirtualMachine: true, ...ResourceTypeOptInPreference },
          ResourceTypeManagementPreference,
        });
      },
    },
    isThere: async (moto) => (await moto.rest('backup', 'GET', '/account-settings')).status >= 400,
  };
}

function frameworks(account: string): Fault {
  const kept = new Map<string, Record<string, any>>();
  const nameOf = (call: Call) => partsOf(call, '/audit/frameworks')[0];
  return {
    service: 'backup',
    fault: 'has no frameworks',
    answers: {
      'POST /audit': (call, next) => {
        if (!call.url.startsWith('/audit/frameworks')) return next(call);
        const { FrameworkName, FrameworkDescription, FrameworkControls } = call.json;
        const FrameworkArn = `arn:aws:backup:${call.region}:${account}:framework:${FrameworkName}`;
        const state = { CreationTime: made, DeploymentStatus: 'COMPLETED', FrameworkStatus: 'ACTIVE' };
        kept.set(FrameworkName, { FrameworkName, FrameworkArn, FrameworkDescription, FrameworkControls, ...state });
        return json({ FrameworkName, FrameworkArn });
      },
      'PUT /audit': (call, next) => {
        const framework = kept.get(nameOf(call) ?? '');
        if (!framework) return next(call);
        const { FrameworkDescription, FrameworkControls } = call.json;
        Object.assign(framework, { FrameworkDescription, FrameworkControls });
        return json({ FrameworkName: framework.FrameworkName, FrameworkArn: framework.FrameworkArn });
      },
      'GET /audit': (call, next) => {
        const name = nameOf(call);
        if (name === undefined) return next(call);
        const framework = kept.get(name);
        return framework ? json(framework) : gone(name);
      },
      'DELETE /audit': (call, next) => {
        const name = nameOf(call);
        if (name === undefined) return next(call);
        kept.delete(name);
        return json({});
      },
    },
    isThere: async (moto) => {
      const asked = { FrameworkName: 'fault', FrameworkControls: [{ ControlName: 'BACKUP_RECOVERY_POINT_ENCRYPTED' }] };
      return (await moto.rest('backup', 'POST', '/audit/frameworks', asked)).status >= 400;
    },
  };
}

function reportPlansChange(): Fault {
  const kept = new Map<string, object>();
  const nameOf = (call: Call) => partsOf(call, '/audit/report-plans')[0];
  return {
    service: 'backup',
    fault: 'changes no report plan',
    answers: {
      'PUT /audit': (call, next) => {
        const ReportPlanName = nameOf(call);
        if (ReportPlanName === undefined) return next(call);
        const { ReportPlanDescription, ReportDeliveryChannel, ReportSetting } = call.json;
        kept.set(ReportPlanName, { ReportPlanDescription, ReportDeliveryChannel, ReportSetting });
        return json({ ReportPlanName, CreationTime: made });
      },
      'GET /audit': async (call, next) => {
        const changed = kept.get(nameOf(call) ?? '');
        const answer = await next(call);
        return changed ? editJson(answer, ({ ReportPlan }) => void Object.assign(ReportPlan, changed)) : answer;
      },
    },
    isThere: async (moto) =>
      (await moto.rest('backup', 'PUT', '/audit/report-plans/fault', { ReportPlanDescription: 'a' })).status >= 400,
  };
}

function restoreTests(account: string): Fault {
  const plans = new Map<string, Record<string, any>>();
  const kept = new Map<string, Record<string, any>>();
  const path = (call: Call) => {
    const [plan, part, selection] = partsOf(call, '/restore-testing/plans');
    return { plan, part, selection };
  };
  return {
    service: 'backup',
    fault: 'has no restore testing',
    answers: {
      'PUT /restore-testing': (call) => {
        const { plan, part, selection } = path(call);
        const asked = call.json.RestoreTestingPlan ?? call.json.RestoreTestingSelection;
        if (part !== 'selections') {
          const name: string = plan ?? asked.RestoreTestingPlanName;
          const RestoreTestingPlanArn = `arn:aws:backup:${call.region}:${account}:restore-testing-plan:${name}`;
          const about = { RestoreTestingPlanName: name, RestoreTestingPlanArn, CreationTime: made };
          const defaults = { ScheduleExpressionTimezone: 'Etc/UTC', StartWindowHours: 24 };
          plans.set(name, { ...defaults, ...plans.get(name), ...asked, ...about });
          return json({ ...about, UpdateTime: made }, plan === undefined ? 201 : 200);
        }
        const name: string = selection ?? asked.RestoreTestingSelectionName;
        const about = { RestoreTestingPlanName: plan, RestoreTestingSelectionName: name, CreationTime: made };
        const key = `${plan} ${name}`;
        kept.set(key, {
          ...{ ValidationWindowHours: 0, RestoreMetadataOverrides: {} },
          ...kept.get(key),
          ...asked,
          ...about,
        });
        const { RestoreTestingPlanArn } = plans.get(plan ?? '') ?? {};
        return json({ ...about, RestoreTestingPlanArn, UpdateTime: made }, selection === undefined ? 201 : 200);
      },
      'GET /restore-testing': (call) => {
        const { plan = '', selection } = path(call);
        if (selection === undefined) {
          const RestoreTestingPlan = plans.get(plan);
          return RestoreTestingPlan ? json({ RestoreTestingPlan }) : gone(plan);
        }
        const RestoreTestingSelection = kept.get(`${plan} ${selection}`);
        return RestoreTestingSelection ? json({ RestoreTestingSelection }) : gone(selection);
      },
      'DELETE /restore-testing': (call) => {
        const { plan = '', selection } = path(call);
        if (selection === undefined) plans.delete(plan);
        else kept.delete(`${plan} ${selection}`);
        return json({}, 204);
      },
    },
    isThere: async (moto) => (await moto.rest('backup', 'GET', '/restore-testing/plans/fault')).status !== 400,
  };
}
