import type { Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

/** Buckets and image repositories. */
export const buckets: Changes = {
  'buckets.*': [
    {
      to: undefined,
      title: 'a bucket less',
      does: 'refused',
      says: 'While services use it.',
    },
    {
      to: undefined,
      with: {
        ...Object.fromEntries(
          ['web', 'accounts', 'partners', 'office'].map((service) => [`services.${service}.buckets`, {}]),
        ),
        'services.thumbnails': undefined,
      },
      title: 'a bucket less, that no service uses',
      destroys: ['aws_s3_bucket'],
      does: 'removes',
      says: 'The gate of the review closes (`change/data-stores-retained`). Empty it first: S3 refuses to delete it while it holds an object, and the apply stops there with its settings gone. docs/guides/retire.md has the steps.',
    },
  ],
  'buckets.*.bucket': [
    {
      to: 'example-terrace-prod-other-uploads',
      does: 'refused',
      says: 'A bucket cannot be renamed: Terraform refuses to replace a protected one. Add another, copy, switch.',
    },
  ],
  'buckets.*.standardIaAfterDays': [
    {
      to: 60,
      does: 'in place',
      says: 'For all objects within a day. Those that have moved stay where they are.',
    },
  ],
  'buckets.*.glacierInstantAfterDays': [
    { to: 120, does: 'in place', says: 'For all objects within a day. Those that have moved stay where they are.' },
  ],
  'buckets.*.deepArchiveAfterDays': [
    {
      to: 'never',
      does: 'in place',
      says: 'Those that have moved stay where they are, until somebody restores them.',
    },
  ],
  'buckets.*.expireAfterDays': [
    {
      to: 730,
      does: 'in place',
      says: 'S3 deletes every object that is older, within a day. Versions keep them for `oldVersionDays`.',
    },
  ],
  'buckets.*.oldVersionDays': [
    {
      to: 180,
      does: 'in place',
      says: 'With fewer days, S3 deletes old versions that are older, and nothing brings them back.',
    },
  ],
  'buckets.*.pagesOf': [
    {
      to: ['shop.example.com'],
      does: 'in place',
      says: 'Browsers refuse uploads and downloads of pages of the other hosts.',
    },
  ],
  'buckets.*.deletionProtection': [
    unprotected('Terraform would destroy it from then on. AWS refuses while it holds an object.'),
    protectedByTerraform,
  ],
  'imageRepositories.*': [
    {
      to: undefined,
      title: 'a repository less',
      does: 'refused',
      says: 'While a service has its image there.',
    },
  ],
  'imageRepositories.*.keptImages': [
    {
      to: 50,
      does: 'replaces',
      says: 'The lifecycle policy, which holds no data. With fewer, ECR deletes the oldest within a day: no release goes back to them.',
    },
  ],
};
