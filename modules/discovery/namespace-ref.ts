import { arn, matching, reference } from '../props';
import { domainName } from '../zone/domain-name';

/** A namespace that another module or stack made. */
export interface NamespaceRef {
  readonly namespaceArn: string;
  /** Cloud Map's id: `ns-0123456789abcdef`. */
  readonly namespaceId: string;
  /** The domain: `services.prod.internal`. */
  readonly namespaceName: string;
}

export const namespaceRef = reference<NamespaceRef>('a namespace', {
  namespaceArn: arn('a namespace', 'servicediscovery', /^namespace\/ns-[a-z0-9]+$/),
  namespaceId: matching(/^ns-[a-z0-9]{1,61}$/, "a namespace's id, such as ns-0123456789abcdef", {
    source: 'Cloud Map API reference, Namespace, Id',
  }),
  namespaceName: domainName,
});
