import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { controlDecisions } from '../environments/waivers/controls';
import { Detector, type DetectorFeature } from '../modules/detector';
import { UnusedAccessAnalyzer } from '../modules/iam';
import { Inspector, type ScannedResource } from '../modules/inspector';
import type { KeyRef } from '../modules/kms';
import type { LogArchive } from '../modules/log-archive';
import { Macie } from '../modules/macie';
import type { TopicRef } from '../modules/notifications';
import { Recorder } from '../modules/recorder';
import { SecurityFindings } from '../modules/security-findings';
import { hasControl, SecurityHub } from '../modules/security-hub';

/** What is watched in each region in use, and where it is kept and told. */
export interface WatchProps {
  readonly archive: LogArchive;
  /** Encrypts the archive, and what could not be delivered. */
  readonly key: KeyRef;
  /** Told of findings. */
  readonly security: TopicRef;
  /** Told of findings that could not be delivered to the other topic. */
  readonly alarms: TopicRef;
  /** The regions in use besides the environment's own, each with a scope whose resources are there. */
  readonly elsewhere: readonly { readonly region: string; readonly scope: Construct }[];
}

const features = {
  s3: 'S3_DATA_EVENTS',
  rds: 'RDS_LOGIN_EVENTS',
  lambda: 'LAMBDA_NETWORK_LOGS',
  malware: 'EBS_MALWARE_PROTECTION',
  runtime: 'RUNTIME_MONITORING',
} as const satisfies Record<string, DetectorFeature>;
const scanned = { ec2: 'EC2', ecr: 'ECR', lambda: 'LAMBDA' } as const satisfies Record<string, ScannedResource>;

/** AWS Config, GuardDuty, Security Hub, Inspector, Macie and the search for unused access, as the environment decides. What the organization decides is not made here. */
export function watch(scope: Construct, environment: Environment, props: WatchProps): void {
  const { account, region, audit } = environment;
  const { elsewhere } = props;
  record(scope, environment, props);
  for (const regional of [{ region, scope }, ...elsewhere]) {
    detect(regional.scope, environment, props);
    check(regional.scope, environment, regional.region, regional.region === region ? elsewhere : []);
    if (typeof audit.inspector === 'object') {
      new Inspector(regional.scope, 'inspector', {
        account,
        resourceTypes: audit.inspector.map((kind) => scanned[kind]),
      });
    }
    if (audit.macie === 'on') new Macie(regional.scope, 'macie', {});
  }
  if (audit.unusedAccessDays !== 'none') {
    new UnusedAccessAnalyzer(scope, 'unused-access', { unusedAccessDays: audit.unusedAccessDays });
  }
  tell(scope, environment, props);
}

/** The resources of IAM belong to no region, and are recorded in the environment's own. */
function record(scope: Construct, { account, region, audit }: Environment, { archive, elsewhere }: WatchProps): void {
  if (audit.config === 'organization') return;
  archive.allowConfig();
  const recordingFrequency = audit.config === 'daily' ? 'DAILY' : 'CONTINUOUS';
  const shared = { account, archive: { bucket: archive.unlocked }, recordingFrequency } as const;
  const { serviceLinkedRole } = new Recorder(scope, 'recorder', {
    ...{ ...shared, region, globalResourceTypes: true },
    aggregatedRegions: [region, ...elsewhere.map((other) => other.region)],
  });
  for (const other of elsewhere) {
    new Recorder(other.scope, 'recorder', {
      ...{ ...shared, region: other.region, globalResourceTypes: false, serviceLinkedRole },
    });
  }
}

function detect(scope: Construct, { audit }: Environment, { archive, key }: WatchProps): void {
  if (audit.guardDuty === 'organization') return;
  archive.allowFindings();
  new Detector(scope, 'detector', {
    // Audit logs of EKS cost nothing where there is no cluster, and nobody has to remember them for the first one.
    features: [...audit.guardDuty.map((name) => features[name]), 'EKS_AUDIT_LOGS'],
    archive: { bucket: archive.locked, key },
  });
}

/** A finding that was accepted for the environment is no finding of Security Hub either: its control is off for the reason of the waiver. */
function check(
  scope: Construct,
  { name, account, audit }: Environment,
  region: string,
  linked: WatchProps['elsewhere'],
): void {
  const { standards } = audit;
  if (standards === 'organization') return;
  const decided = Object.entries(controlDecisions(name)).filter(([control]) =>
    standards.some((standard) => hasControl(standard, control)),
  );
  new SecurityHub(scope, 'security-hub', {
    ...{ account, region, standards },
    ...(decided.length > 0 && { controls: Object.fromEntries(decided) }),
    ...(linked.length > 0 && { linkedRegions: linked.map((other) => other.region) }),
  });
}

/** Security Hub has the findings of all services, and here those of the other regions: where it is the organization's, its people are told. */
function tell(scope: Construct, { name, account, region, audit }: Environment, props: WatchProps): void {
  if (audit.standards === 'organization') return;
  const { deletionProtection } = audit.archive;
  new SecurityFindings(scope, 'findings', {
    ...{ name: `${name}-findings`, account, region, sources: ['security-hub'], key: props.key },
    ...{ leastSeverity: audit.findings.leastSeverity, topic: props.security, alarms: { topic: props.alarms } },
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
}
