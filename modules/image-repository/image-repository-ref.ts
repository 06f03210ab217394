import { arn, matching, reference } from '../props';

/** A repository of images that another module or stack made. */
export interface ImageRepositoryRef {
  /** Its name, known at synthesis: `prod/web`. */
  readonly repositoryName: string;
  readonly repositoryArn: string;
  /** What an image is named by, without tag and digest: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/prod/web`. */
  readonly repositoryUrl: string;
}

export const repositoryName = matching(
  /^(?=.{2,80}$)[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
  '2 to 80 of a-z and 0-9, with single . _ - and / between them',
  { structure: true, source: 'ECR API reference, CreateRepository, repositoryName' },
);

export const imageRepositoryRef = reference<ImageRepositoryRef>('a repository of images', {
  repositoryName,
  repositoryArn: arn('a repository of ECR', 'ecr', /^repository\/[a-z0-9._/-]+$/),
  repositoryUrl: matching(
    /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9._/-]+$/,
    'the URL of a repository of ECR, without https://',
  ),
});
