import { matching, object, oneOf, text, type Prop } from '../props';
import {
  aGitLabProject,
  aGitRefName,
  aSubject,
  isGitLabProject,
  isGitRefName,
  isSubject,
  type GitRef,
} from './subject-grammar';

export const gitHubRepository = matching(
  /^([\w-]{1,39}\/[\w.-]{1,100}|[\w-]{1,39}@\d{1,20}\/[\w.-]{1,100}@\d{1,20})$/,
  'owner/name or owner@id/name@id',
);
export const gitHubEnvironment = matching(/^[\w.-]{1,255}$/, '1 to 255 letters, digits, . _ and -');

export const gitLabProject = text(aGitLabProject, isGitLabProject, { structure: true });

const name = text(aGitRefName, isGitRefName, { structure: true });
const branch = object<{ readonly branch: string }>({ branch: name });
const tag = object<{ readonly tag: string }>({ tag: name });
const anyBranch = oneOf(['any-branch']);
const aRef = 'an object of branch or of tag, or "any-branch"';

export const gitRefOrAny: Prop<GitRef | 'any-branch'> = {
  expected: aRef,
  known: 'structure',
  problems(found, prop) {
    if (typeof found !== 'object' || found === null) {
      return anyBranch.problems(found, prop).map((problem) => ({ ...problem, expected: aRef }));
    }
    return ('tag' in found ? tag : branch).problems(found, prop);
  },
};

export const subject = text(aSubject, isSubject, { structure: true });
