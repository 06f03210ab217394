import { text } from '../props';

/** A path of IAM: `/people/`. Source: IAM API reference, CreateRole, Path. */
export const iamPath = text(
  'a path of up to 512 characters that starts and ends with /',
  (path) => path.length <= 512 && /^\/([\w.-]+\/)*$/.test(path),
  { source: 'IAM API reference, CreateRole' },
);
