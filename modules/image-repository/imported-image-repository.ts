import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { GrantingRepository } from './granting-repository';
import { imageRepositoryRef, type ImageRepositoryRef } from './image-repository-ref';

/** A repository of another stack, to be granted in this one; `ImageRepository.import` makes it. */
export class ImportedImageRepository extends GrantingRepository {
  /** @throws PropsError for what is no reference to a repository. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: ImageRepositoryRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: imageRepositoryRef }, { ref });
  }

  protected get granting(): ImageRepositoryRef {
    return this.ref;
  }
}
