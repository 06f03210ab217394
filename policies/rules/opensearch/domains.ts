import type { Resource } from '../../../review/model/resource';
import { and, not, type Truth } from '../../../review/iam/three-valued-logic';
import { Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';
import { attribute } from '../../../review/engine/attribute';

/** A domain of the service by its name today, and by its name until 2021. Both types have the same arguments. */
export const domains: readonly string[] = ['aws_opensearch_domain', 'aws_elasticsearch_domain'];

/** Whether a domain has fine-grained access control, which asks every request for a user, whatever the access policy says. */
export function hasFineGrainedAccessControl(domain: Resource): Truth {
  const isOn = (name: string): Truth => {
    const { value } = attribute(domain, `advanced_security_options.${name}`, { default: false });
    return value instanceof Unknown ? value : textOfValue(value) === 'true';
  };
  return and(isOn('enabled'), not(isOn('anonymous_auth_enabled')));
}
