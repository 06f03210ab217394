import { editJson } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const apigateway = (): Fault[] => [domainNames()];

function domainNames(): Fault {
  const edit = (call: Call, found: Record<string, any>) => {
    if (!/^\/v2\/domainnames(\/[^/]+)?$/.test(call.url)) return;
    // Moto answers an empty object where there is no mutual TLS.
    if (!found.mutualTlsAuthentication?.truststoreUri) delete found.mutualTlsAuthentication;
    for (const configuration of found.domainNameConfigurations ?? []) {
      configuration.domainNameStatus ??= 'AVAILABLE';
      configuration.apiGatewayDomainName ??= `d-0123456789.execute-api.${call.region}.amazonaws.com`;
      configuration.hostedZoneId ??= 'Z0123456789ABCDEFGHIJ';
    }
  };
  return {
    service: 'apigateway',
    fault: 'has domain names without a status, and without the name that an alias points to',
    answers: {
      'POST /v2': async (call, next) => editJson(await next(call), (found) => edit(call, found)),
      'GET /v2': async (call, next) => editJson(await next(call), (found) => edit(call, found)),
      'PATCH /v2': async (call, next) => editJson(await next(call), (found) => edit(call, found)),
    },
    isThere: async (moto) => {
      const domainNameConfigurations = [{ endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' }];
      const asked = { domainName: 'api.example.com', domainNameConfigurations };
      const made = await moto.rest('apigateway', 'POST', '/v2/domainnames', asked);
      return JSON.parse(made.text).domainNameConfigurations[0].domainNameStatus === undefined;
    },
  };
}
