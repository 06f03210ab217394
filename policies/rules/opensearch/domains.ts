import type { Resource } from '../../../review/model/resource';
import { attribute } from '../../../review/engine/attribute';

/** A domain of the service by its name today, and by its name until 2021. Both types have the same arguments. */
export const domains: readonly string[] = ['aws_opensearch_domain', 'aws_elasticsearch_domain'];

/** Whether a domain has fine-grained access control, which asks every request for a user, whatever the access policy says. */
export function hasFineGrainedAccessControl(domain: Resource): boolean {
  const isOn = (path: string, byDefault: boolean) => attribute(domain, path, { default: byDefault }).is(true).status;
  return (
    isOn('advanced_security_options.enabled', false) === 'pass' &&
    isOn('advanced_security_options.anonymous_auth_enabled', false) === 'fail'
  );
}
