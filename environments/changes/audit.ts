import type { Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

/** What records and watches the account. */
export const audit: Changes = {
  'audit.trail': [
    {
      to: 'organization',
      with: {
        'audit.dataEvents': {
          objects: { off: true, reason: 'the trail of the organization records what it decides' },
          functions: 'none',
        },
      },
      title: "the organization's trail in the place of an own",
      destroys: ['aws_cloudwatch_log_group', 'aws_cloudwatch_metric_alarm'],
      does: 'removes',
      says: "The trail goes with its log group and alarms: those of the organization's administrator account have to be there before. Its files stay in the archive until their day. The other way round, a trail is added, and records from then on.",
    },
  ],
  'audit.dataEvents.objects': [
    {
      to: ['uploads'],
      does: 'in place',
      says: 'From then on. CloudTrail charges for each event, 0.10 US dollars for 100,000 in most regions: switched off, they cost nothing, and nothing shows who read what.',
    },
  ],
  'audit.dataEvents.functions': [
    { to: 'none', does: 'in place', says: 'From then on; each invocation is an event that is charged for.' },
  ],
  'audit.config': [
    {
      to: 'daily',
      alone: true,
      does: 'in place',
      says: 'From then on: what changes twice a day is recorded once, and controls that follow a change see it up to a day later.',
    },
    {
      to: 'organization',
      does: 'removes',
      says: "Recorder and channel go, and Security Hub's controls have nothing to check until the organization's recorder is there. What was recorded stays in the bucket and, in AWS Config, for as long as it keeps its history.",
    },
  ],
  'audit.standards': [
    { to: ['fsbp', 'cis-5.0', 'cis-3.0'], does: 'adds', says: 'Its controls have their first results within a day.' },
    {
      to: ['fsbp'],
      title: 'without CIS',
      alone: true,
      does: 'removes',
      says: 'The results of the standard go; those that FSBP has too stay.',
    },
    {
      to: 'organization',
      destroys: ['aws_cloudwatch_metric_alarm', 'aws_sqs_queue'],
      does: 'removes',
      says: "Security Hub goes with its findings, and nobody here is told of new ones: the organization's administrator account is. Import what the organization has made before it is taken back here.",
    },
  ],
  'audit.guardDuty': [
    {
      to: ['s3', 'rds', 'lambda', 'malware'],
      title: 'a feature less',
      alone: true,
      does: 'in place',
      says: 'The feature is switched off in both regions, at once; its findings stay.',
    },
    {
      to: 'organization',
      does: 'removes',
      says: "The detectors go with all of their findings; those that were published stay in the archive. Where the organization's administrator account has taken them over, take them out of the state first: terraform state rm.",
    },
  ],
  'audit.inspector': [
    {
      to: ['ec2', 'ecr'],
      title: 'functions no more',
      alone: true,
      does: 'in place',
      says: 'Functions are not scanned any more, and their findings are closed.',
    },
    {
      to: 'none',
      alone: true,
      does: 'removes',
      says: 'Nothing is scanned any more. Registries that Inspector set to enhanced scanning go back to basic scanning.',
    },
  ],
  'audit.macie': [
    {
      to: 'on',
      does: 'adds',
      says: 'In both regions. Macie charges by bucket and by what it reads of them; the first 30 days are free of charge (https://aws.amazon.com/macie/pricing/).',
    },
  ],
  'audit.unusedAccessDays': [
    {
      to: 30,
      does: 'replaces',
      says: 'The analyzer is made again: its findings go, and what is still unused is found again within a day.',
    },
    { to: 'none', does: 'removes', says: 'The findings go with the analyzer.' },
  ],
  'audit.findings.leastSeverity': [
    { to: 'low', does: 'in place', says: 'From the next finding on; in Security Hub are all of them.' },
  ],
  'audit.findings.subscribers': [
    {
      to: (old: string[]) => [...old, 'second@example.com'],
      title: 'an address more',
      does: 'adds',
      says: 'The new address gets a message, and nothing else until it has confirmed.',
    },
  ],
  'audit.archive.bucket': [
    {
      to: 'example-terrace-prod-other-archive',
      does: 'refused',
      says: 'A bucket cannot be renamed: Terraform refuses to replace a protected one.',
    },
  ],
  'audit.archive.unlockedBucket': [
    {
      to: 'example-terrace-prod-other-unlocked',
      does: 'refused',
      says: 'A bucket cannot be renamed: Terraform refuses to replace a protected one.',
    },
  ],
  'audit.archive.retentionDays': [
    {
      to: 2555,
      does: 'in place',
      says: 'For what is there as well. With fewer days, S3 deletes what is older within days, but nothing before its lock ends.',
    },
  ],
  'audit.archive.glacierAfterDays': [
    {
      to: 'never',
      does: 'in place',
      says: 'What is in Glacier stays there; what is written from then on does not move. S3 moves nothing below 128 KB, which most files of a trail are.',
    },
  ],
  'audit.archive.lock': [
    {
      to: { days: 730 },
      does: 'in place',
      says: 'For objects that are written from then on: those that are there keep the day that they were given.',
    },
    {
      in: 'dev',
      to: { days: 7 },
      does: 'adds',
      says: 'Objects are locked from then on, and Object Lock of a bucket is never turned off again. Destroying it waits until the last lock has ended.',
    },
    {
      to: { off: true, reason: 'records of generated requests alone' },
      does: 'refused',
      says: 'Where criticality is critical, or a less critical environment has a lock. Else the rule goes: new objects are not locked, those that are stay so until their day.',
    },
  ],
  'audit.archive.deletionProtection': [
    unprotected('The policies of the buckets admit deletions, and Terraform would destroy buckets and key.'),
    {
      ...protectedByTerraform,
      does: 'in place',
      says: 'The policies of the buckets refuse any deletion, and Terraform refuses to destroy buckets and key.',
    },
  ],
};
