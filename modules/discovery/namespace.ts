import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import { Construct } from 'constructs';
import { vpcRef, type VpcRef } from '../network/network-ref';
import { checkProps, type Description } from '../props';
import { domainName } from '../zone/domain-name';
import type { NamespaceRef } from './namespace-ref';

export interface NamespaceProps {
  /** The domain, one that the internet does not know: `services.prod.internal`. Another one replaces the namespace. */
  readonly name: string;
  /** The network whose resolver answers for the domain. */
  readonly network: VpcRef;
}

const namespaceProps: Description<NamespaceProps> = { name: domainName, network: vpcRef };

/**
 * The names by which services find each other in one network: a namespace of Cloud Map. It is always private, so that nobody outside learns what
 * runs and at which addresses.
 *
 * Cloud Map makes a hosted zone of the same name, in which it alone writes (Cloud Map developer guide, "AWS Cloud Map namespaces"). A network has no
 * second private zone of that name (Route 53 API reference, CreateHostedZone, ConflictingDomainExists), but may have one above it or below it: the
 * resolver asks the zone that matches most of a name (Route 53 developer guide, "Considerations when working with a private hosted zone").
 */
export class Namespace extends Construct implements NamespaceRef {
  static readonly props = namespaceProps;
  readonly namespaceArn: string;
  readonly namespaceId: string;
  readonly namespaceName: string;
  readonly nodes: { readonly namespace: ServiceDiscoveryPrivateDnsNamespace };

  /** @throws PropsError for a domain that is none. */
  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    checkProps(this, namespaceProps, props);
    const { name, network } = props;
    const namespace = new ServiceDiscoveryPrivateDnsNamespace(this, 'namespace', {
      name,
      description: `Services of ${name}`,
      vpc: network.vpcId,
    });
    this.nodes = { namespace };
    this.namespaceArn = namespace.arn;
    this.namespaceId = namespace.id;
    this.namespaceName = name;
  }
}
