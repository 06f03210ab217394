export { ImageRepository, type ImageRepositoryProps } from './image-repository';
export type { ImageRepositoryRef } from './image-repository-ref';
export type { ImportedImageRepository } from './imported-image-repository';
