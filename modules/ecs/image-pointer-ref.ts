import { arn, matching, reference } from '../props';

/** A parameter of Systems Manager that names the image which runs: an `ImagePointer`. */
export interface ImagePointerRef {
  /** Its name, known at synthesis: `/prod/web/image`. */
  readonly parameterName: string;
  readonly parameterArn: string;
}

export const parameterName = matching(
  /^(\/(?!aws|ssm)[\w.-]+){1,15}$/,
  'a path such as /prod/web/image, no part of it aws or ssm',
  { source: 'Systems Manager API reference, PutParameter, Name', structure: true },
);

export const imagePointerRef = reference<ImagePointerRef>('an image pointer', {
  parameterName,
  parameterArn: arn('a parameter of Systems Manager', 'ssm', /^parameter\/[\w./-]+$/),
});
