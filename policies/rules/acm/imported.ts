import type { Resource } from '../../../review/model/resource';
import { isAbsent } from '../../../review/model/value';

/** Whether a certificate was made elsewhere: its names and its key are those of whoever made it. */
export function isImported(certificate: Resource): boolean {
  return !isAbsent(certificate.at('private_key')) || !isAbsent(certificate.at('certificate_body'));
}
