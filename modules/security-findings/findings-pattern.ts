/** How severe a finding is, as all services of AWS call it. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';
/** The least first. */
export const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** Who reports findings. Those of the others are in Security Hub too, where it is on. */
export type FindingSource = 'security-hub' | 'guardduty' | 'inspector' | 'macie' | 'access-analyzer';
export const findingSources: readonly FindingSource[] = [
  'security-hub',
  'guardduty',
  'inspector',
  'macie',
  'access-analyzer',
];

/** Which events a rule is about, and what people are told of one. */
interface Findings {
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Where in the event the words of the message are. */
  readonly words: {
    readonly severity?: string;
    readonly title: string;
    readonly resource: string;
    readonly id: string;
  };
}

/** A finding of GuardDuty has a number (GuardDuty user guide, Severity levels of GuardDuty findings). */
const numbers: Readonly<Record<Severity, number>> = { low: 1, medium: 4, high: 7, critical: 9 };

/**
 * Events of new findings of a severity or above: Security Hub user guide, EventBridge event formats; GuardDuty user guide, Processing findings with EventBridge; Inspector user
 * guide, EventBridge event schema; Macie user guide, EventBridge event schema; IAM user guide, Monitoring Access Analyzer with EventBridge, which has no severities.
 */
export function findingsOf(source: FindingSource, least: Severity): Findings {
  const asSevere = severities.slice(severities.indexOf(least));
  const labels = asSevere.map((severity) => severity.toUpperCase());
  switch (source) {
    case 'security-hub': {
      const findings = { Severity: { Label: labels }, Workflow: { Status: ['NEW'] }, RecordState: ['ACTIVE'] };
      return {
        pattern: pattern('aws.securityhub', 'Security Hub Findings - Imported', { findings }),
        words: words('$.detail.findings[0]', 'Severity.Label', 'Title', 'Resources[0].Id', 'Id'),
      };
    }
    case 'guardduty':
      return {
        pattern: pattern('aws.guardduty', 'GuardDuty Finding', { severity: [{ numeric: ['>=', numbers[least]] }] }),
        words: words('$.detail', 'severity', 'title', 'resource.resourceType', 'id'),
      };
    case 'inspector':
      return {
        pattern: pattern('aws.inspector2', 'Inspector2 Finding', { severity: labels, status: ['ACTIVE'] }),
        words: words('$.detail', 'severity', 'title', 'resources[0].id', 'findingArn'),
      };
    case 'macie':
      return {
        pattern: pattern('aws.macie', 'Macie Finding', {
          severity: { description: [...new Set(asSevere.map(capitalized))] },
        }),
        words: words('$.detail', 'severity.description', 'title', 'resourcesAffected.s3Bucket.name', 'id'),
      };
    case 'access-analyzer':
      return {
        pattern: pattern('aws.access-analyzer', 'Access Analyzer Finding', { status: ['ACTIVE'] }),
        words: { title: '$.detail.resourceType', resource: '$.detail.resource', id: '$.detail.id' },
      };
  }
}

function pattern(source: string, type: string, detail: Readonly<Record<string, unknown>>) {
  return { source: [source], 'detail-type': [type], detail };
}

function words(at: string, severity: string, title: string, resource: string, id: string): Findings['words'] {
  const path = (word: string) => `${at}.${word}`;
  return { severity: path(severity), title: path(title), resource: path(resource), id: path(id) };
}

/** Macie has three levels: what is critical elsewhere is high there (Macie user guide, Severity scoring for findings). */
function capitalized(severity: Severity): string {
  return severity === 'critical' ? 'High' : `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`;
}
