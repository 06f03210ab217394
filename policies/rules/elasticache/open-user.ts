import { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';
import { oneText } from '../support/text';

/** A disabled user may have no password: this is how AWS's user "default" is replaced. */
export function isOpen(user: Resource | undefined, id: Value): boolean | Unknown {
  if (!(user instanceof Resource)) return id === 'default';
  const [without, type, access] = ['no_password_required', 'authentication_mode.type', 'access_string'].map((path) =>
    oneText(user.at(path), path),
  );
  if (typeof access === 'string' && /^\s*off\b/.test(access)) return false;
  if (without === 'true' || type === 'no-password-required') return access instanceof Unknown ? access : true;
  return without instanceof Unknown ? without : type instanceof Unknown ? type : false;
}
