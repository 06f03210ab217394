import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
import { checkProps, matching, optional, wholeNumber, type Description, granteeName } from '../props';
import type { ImageRepositoryRef } from './image-repository-ref';

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
  name: matching(
    /^(?=.{2,80}$)[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
    '2 to 80 of a-z and 0-9, with single . _ - and / between them',
    { structure: true, source: 'ECR API reference, CreateRepository, repositoryName' },
  ),
  key: keyRef,
  keptImages: optional(wholeNumber('images', 1, 1000, { source: lifecycle }), '50'),
  untaggedDays: optional(wholeNumber('days', 1, 365, { source: lifecycle }), '7'),
};

const roleName = granteeName(32);

/** What pulling an image takes (ECR user guide, Amazon ECR managed policies, AmazonEC2ContainerRegistryPullOnly). */
const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
/** What pushing one takes besides (ECR user guide, IAM permissions for pushing an image to an Amazon ECR private repository). */
const push = [
  ...['ecr:BatchCheckLayerAvailability', 'ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload'],
  ...['ecr:PutImage', 'ecr:UploadLayerPart', 'ecr:BatchGetImage', 'ecr:DescribeImages'],
];

/**
 * A private repository of container images: encrypted, scanned when an image is pushed, with tags that nobody can move to another image, and with a limit
 * to what it keeps. It is not destroyed while it holds images.
 */
export class ImageRepository extends Construct implements ImageRepositoryRef {
  static readonly props = imageRepositoryProps;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  readonly nodes: { readonly repository: EcrRepository; readonly lifecyclePolicy: EcrLifecyclePolicy };

  /** @throws PropsError for a name that ECR refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ImageRepositoryProps,
  ) {
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
    this.repositoryArn = repository.arn;
    this.repositoryUrl = repository.repositoryUrl;
  }

  /**
   * Lets `role` pull images: the execution role of a service.
   *
   * @param name says which role, in letters and digits: `Web`.
   */
  grantPull(name: string, role: RoleRef): void {
    this.grant('pull', name, role, pull);
  }

  /** Lets `role` push images: that of the pipeline. @param name says which role, in letters and digits */
  grantPush(name: string, role: RoleRef): void {
    this.grant('push', name, role, push);
  }

  private grant(verb: string, name: string, role: RoleRef, actions: readonly string[]): void {
    checkProps(this, { name: roleName, role: roleRef }, { name, role });
    // A role may have grants of several repositories.
    grant(this, `${verb}-${this.props.name.replaceAll('/', '-')}-${name}`, role, [
      { Sid: 'Images', Effect: 'Allow', Action: actions, Resource: this.repositoryArn },
      // It knows no resource (Service Authorization Reference, Amazon Elastic Container Registry).
      { Sid: 'Login', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    ]);
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
