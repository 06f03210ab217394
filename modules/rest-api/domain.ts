import { ApiGatewayBasePathMapping } from '@cdktf/provider-aws/lib/api-gateway-base-path-mapping';
import { ApiGatewayDomainName } from '@cdktf/provider-aws/lib/api-gateway-domain-name';
import type { Construct } from 'constructs';
import { DnsRecord } from '../zone/dns-record';
import type { DeployedStage } from './deployed-stage';
import type { RestApiProps } from './rest-api-props';

/** The name that an API answers for, over TLS 1.2, with its record. */
export function addDomain(
  scope: Construct,
  { domain, region, name: apiName }: RestApiProps,
  { restApiId, stageName }: DeployedStage,
): ApiGatewayDomainName {
  const { name, zone, certificate } = domain;
  const domainName = new ApiGatewayDomainName(scope, 'domain-name', {
    ...{ domainName: name, regionalCertificateArn: certificate.certificateArn, securityPolicy: 'TLS_1_2' },
    ...{ endpointConfiguration: { types: ['REGIONAL'] }, tags: { Name: apiName } },
  });
  new ApiGatewayBasePathMapping(scope, 'mapping', {
    ...{ apiId: restApiId, stageName, domainName: domainName.domainName },
  });
  const balancer = { dnsName: domainName.regionalDomainName, zoneId: domainName.regionalZoneId };
  new DnsRecord(scope, 'record', { zone, name, type: 'A', target: { balancer }, routing: { latency: region } });
  return domainName;
}
