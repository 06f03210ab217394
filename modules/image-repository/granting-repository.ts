import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName } from '../props';
import type { ImageRepositoryRef } from './image-repository-ref';

const roleName = granteeName(32);

/** What pulling an image takes (ECR user guide, Amazon ECR managed policies, AmazonEC2ContainerRegistryPullOnly). */
const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
/** What pushing one takes besides (ECR user guide, IAM permissions for pushing an image to an Amazon ECR private repository). */
const push = [
  ...['ecr:BatchCheckLayerAvailability', 'ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload'],
  ...['ecr:PutImage', 'ecr:UploadLayerPart', 'ecr:BatchGetImage', 'ecr:DescribeImages'],
];

/** What a repository of images grants, whichever stack made it. */
export abstract class GrantingRepository extends Construct {
  /** What the grants name. */
  protected abstract get granting(): ImageRepositoryRef;

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
    const { repositoryName, repositoryArn } = this.granting;
    // A role may have grants of several repositories.
    grant(this, `${verb}-${repositoryName.replaceAll('/', '-')}-${name}`, role, [
      { Sid: 'Images', Effect: 'Allow', Action: actions, Resource: repositoryArn },
      // It knows no resource (Service Authorization Reference, Amazon Elastic Container Registry).
      { Sid: 'Login', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    ]);
  }
}
