import { arn, matching, reference } from '../props';

/** A repository of images that another module or stack made. */
export interface ImageRepositoryRef {
  readonly repositoryArn: string;
  /** What an image is named by, without tag and digest: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/prod/web`. */
  readonly repositoryUrl: string;
}

export const imageRepositoryRef = reference<ImageRepositoryRef>('a repository of images', {
  repositoryArn: arn('a repository of ECR', 'ecr', /^repository\/[a-z0-9._/-]+$/),
  repositoryUrl: matching(
    /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9._/-]+$/,
    'the URL of a repository of ECR, without https://',
  ),
});
