import { policyStatements, type PolicyStatement } from '../iam/policy-statement';
import { either, list, object, optional, text, type Description } from '../props';
import { portProp, type Port } from '../security-group/port';
import { zoneLetters, zoneName } from './address-plan';
import { hasKnownPorts } from './endpoint-services';

/** An interface endpoint that differs from the others of its network. */
export interface InterfaceEndpoint {
  /** The last part of the endpoint's name: `email-smtp`. */
  readonly service: string;
  /**
   * The ports that the service answers on beside 443; the VPC may open them all.
   * @default those that Terrace knows of the service; of one that it does not know they are asked for, and an empty list is 443 alone
   */
  readonly ports?: readonly Port[];
  /**
   * The zones that it has an address in: not every service is in every zone, and each costs. Hosts of other zones reach it there.
   * @default all zones of the network
   */
  readonly zones?: readonly string[];
  /**
   * What may be done through it, for whom: a ceiling, not a grant.
   * @default anything, for principals of the network's account
   */
  readonly policy?: readonly PolicyStatement[];
}

const name = (service: string) =>
  /^(?!com\.)(?=.{1,63}$)[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(service) && service !== 's3' && service !== 'dynamodb';

const known = text(
  'a service of modules/network/endpoint-services.ts, such as ssm or ecr.api (s3 and dynamodb have gateways)',
  (service) => name(service) && hasKnownPorts(service),
  { structure: true },
);

const described = object<InterfaceEndpoint>({
  service: text("the last part of an endpoint service's name; s3 and dynamodb have gateways", name, {
    structure: true,
  }),
  ports: optional(list('ports beside 443', portProp, { max: 20 }), 'those that are known of the service'),
  zones: optional(list('zones', zoneName, { min: 1, max: zoneLetters.length }), 'all zones of the network'),
  policy: optional(policyStatements, "anything, for principals of the network's account"),
} satisfies Description<InterfaceEndpoint>);

export const interfaceEndpoint = either<string, InterfaceEndpoint>(known, described);

/** An endpoint that is named alone, as the object that it stands for. */
export function endpointOf(endpoint: string | InterfaceEndpoint): InterfaceEndpoint {
  return typeof endpoint === 'string' ? { service: endpoint } : endpoint;
}
