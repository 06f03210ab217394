import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import type { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
import { checkProps, optional, wholeNumber, type Description } from '../props';
import { GrantingRepository } from './granting-repository';
import { repositoryName, type ImageRepositoryRef } from './image-repository-ref';
import { ImportedImageRepository } from './imported-image-repository';

export interface ImageRepositoryProps {
  /** The repository's name, unique in its account and region, with a namespace in front: `prod/web`. */
  readonly name: string;
  /** Encrypts the images. A `Key` is opened to ECR; one that is only referred to must admit it. AWS cannot change it later: another key replaces the repository. */
  readonly key: KeyRef;
  /**
   * How many tagged images are kept, the newest; a release that is older cannot be rolled back to. 1 to 1000.
   * @default 50
   */
  readonly keptImages?: number;
  /**
   * Days after which an image without a tag is removed, 1 to 365: what is left of a build that failed halfway.
   * @default 7
   */
  readonly untaggedDays?: number;
}

const lifecycle = 'ECR user guide, Lifecycle policy properties in Amazon ECR';
const imageRepositoryProps: Description<ImageRepositoryProps> = {
  name: repositoryName,
  key: keyRef,
  keptImages: optional(wholeNumber('images', 1, 1000, { source: lifecycle }), '50'),
  untaggedDays: optional(wholeNumber('days', 1, 365, { source: lifecycle }), '7'),
};

/**
 * A private repository of container images: encrypted, scanned when an image is pushed, with tags that nobody can move to another image, and with a limit
 * to what it keeps. It is not destroyed while it holds images.
 */
export class ImageRepository extends GrantingRepository implements ImageRepositoryRef {
  static readonly props = imageRepositoryProps;
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  readonly nodes: { readonly repository: EcrRepository; readonly lifecyclePolicy: EcrLifecyclePolicy };

  /** @throws PropsError for a name that ECR refuses. */
  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    checkProps(this, imageRepositoryProps, props);
    const { name, key, keptImages = 50, untaggedDays = 7 } = props;
    openToServices(key, 'ecr');
    const repository = new EcrRepository(this, 'repository', {
      name,
      // A tag that moves would run another image under the name of one that was reviewed.
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey: key.keyArn }],
      forceDelete: false,
    });
    const lifecyclePolicy = new EcrLifecyclePolicy(this, 'lifecycle-policy', {
      repository: repository.name,
      policy: JSON.stringify({ rules: [untaggedRule(untaggedDays), keptRule(keptImages)] }),
    });
    this.nodes = { repository, lifecyclePolicy };
    this.repositoryName = name;
    this.repositoryArn = repository.arn;
    this.repositoryUrl = repository.repositoryUrl;
  }

  /** A repository of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: ImageRepositoryRef): ImportedImageRepository {
    return new ImportedImageRepository(scope, id, ref);
  }

  protected get granting(): ImageRepositoryRef {
    return this;
  }
}

function untaggedRule(days: number) {
  const selection = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: days };
  return { rulePriority: 1, description: `Without a tag after ${days} days`, selection, action: { type: 'expire' } };
}

function keptRule(images: number) {
  const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: images };
  return { rulePriority: 2, description: `All but the newest ${images}`, selection, action: { type: 'expire' } };
}
