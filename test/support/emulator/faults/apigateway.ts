import { editJson, json, jsonError } from '../answer';
import type { Call } from '../call';
import type { Answerer, Fault } from '../fault';

export const apigateway = (): Fault[] => [domainNames(), clientCertificates(), certificatesOfStages(), methodsChange()];

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

function clientCertificates(): Fault {
  const kept = new Map<string, object>();
  let made = 0;
  const idOf = ({ url }: Call) => /^\/clientcertificates\/([^/?]+)/.exec(url)?.[1] ?? '';
  const missing = () => jsonError('NotFoundException', 'Invalid client certificate id specified', 404);
  return {
    service: 'apigateway',
    fault: 'makes no client certificates',
    answers: {
      'POST /clientcertificates': ({ json: { description, tags = {} } }) => {
        const clientCertificateId = `cert${String((made += 1)).padStart(2, '0')}`;
        const dates = { createdDate: 1_735_689_600, expirationDate: 1_767_225_600 };
        kept.set(clientCertificateId, { clientCertificateId, description, tags, ...dates });
        return json(kept.get(clientCertificateId)!, 201);
      },
      'GET /clientcertificates': (call) => {
        const found = kept.get(idOf(call));
        return found ? json(found) : missing();
      },
      'DELETE /clientcertificates': (call) => (kept.delete(idOf(call)) ? json({}, 202) : missing()),
    },
    isThere: async (moto) => {
      const { status } = await moto.rest('apigateway', 'POST', '/clientcertificates', { description: 'asked' });
      return status >= 400;
    },
  };
}

function certificatesOfStages(): Fault {
  const kept = new Map<string, string>();
  const stageOf = ({ url }: Call) => /^\/restapis\/[^/]+\/stages\/[^/?]+$/.exec(url)?.[0];
  const patch = { op: 'replace', path: '/clientCertificateId' };
  const answer: Answerer = async (call, next) => {
    const stage = stageOf(call);
    if (!stage) return next(call);
    for (const { path, value } of (call.json.patchOperations ?? []) as Patch[]) {
      if (path === patch.path) kept.set(stage, value ?? '');
    }
    return editJson(await next(call), (found) => {
      const clientCertificateId = kept.get(stage);
      if (clientCertificateId) found.clientCertificateId = clientCertificateId;
    });
  };
  return {
    service: 'apigateway',
    fault: 'forgets the client certificate of a stage',
    answers: { 'PATCH /restapis': answer, 'GET /restapis': answer },
    isThere: async (moto) => {
      const api = JSON.parse((await moto.rest('apigateway', 'POST', '/restapis', { name: 'staged' })).text).id;
      const { item } = JSON.parse((await moto.rest('apigateway', 'GET', `/restapis/${api}/resources`)).text);
      const method = `/restapis/${api}/resources/${item[0].id}/methods/GET`;
      await moto.rest('apigateway', 'PUT', method, { authorizationType: 'NONE' });
      await moto.rest('apigateway', 'PUT', `${method}/integration`, { type: 'MOCK' });
      const deployed = await moto.rest('apigateway', 'POST', `/restapis/${api}/deployments`, {});
      const stage = { stageName: 'live', deploymentId: JSON.parse(deployed.text).id };
      await moto.rest('apigateway', 'POST', `/restapis/${api}/stages`, stage);
      const patchOperations = [{ ...patch, value: 'kept' }];
      const asked = await moto.rest('apigateway', 'PATCH', `/restapis/${api}/stages/live`, { patchOperations });
      return !asked.text.includes('kept');
    },
  };
}

interface Patch {
  readonly op: string;
  readonly path: string;
  readonly value?: string;
}

/** A patch of a method: of one member, or of an entry of one, in whose name a slash is written ~1. */
function patched(method: Record<string, any>, { op, path, value }: Patch): void {
  const [member = '', ...rest] = path.split('/').slice(1);
  const entry = rest.join('/').replaceAll('~1', '/');
  const read = member === 'apiKeyRequired' || member === 'requestParameters' ? value === 'true' : value;
  if (!entry) method[member] = op === 'remove' ? undefined : read;
  else {
    const { [entry]: _, ...others } = method[member] ?? {};
    method[member] = op === 'remove' ? others : { ...others, [entry]: read };
  }
}

function methodsChange(): Fault {
  const kept = new Map<string, Patch[]>();
  const pathOf = ({ url }: Call) => /^\/restapis\/[^/]+\/resources\/[^/]+\/methods\/[^/?]+$/.exec(url)?.[0];
  const apply = (path: string, method: Record<string, any>) => {
    for (const patch of kept.get(path) ?? []) patched(method, patch);
  };
  return {
    service: 'apigateway',
    fault: 'changes no method',
    answers: {
      'PATCH /restapis': async (call, next) => {
        const path = pathOf(call);
        if (!path) return next(call);
        kept.set(path, [...(kept.get(path) ?? []), ...call.json.patchOperations]);
        const found = await next({ ...call, method: 'GET', action: 'GET /restapis', body: Buffer.alloc(0) });
        return editJson(found, (method) => apply(path, method));
      },
      'GET /restapis': async (call, next) => {
        const path = pathOf(call);
        return path ? editJson(await next(call), (method) => apply(path, method)) : next(call);
      },
      'PUT /restapis': (call, next) => {
        const path = pathOf(call);
        if (path) kept.delete(path);
        return next(call);
      },
    },
    isThere: async (moto) => {
      const api = JSON.parse((await moto.rest('apigateway', 'POST', '/restapis', { name: 'patched' })).text).id;
      const { item } = JSON.parse((await moto.rest('apigateway', 'GET', `/restapis/${api}/resources`)).text);
      const path = `/restapis/${api}/resources/${item[0].id}/methods/GET`;
      await moto.rest('apigateway', 'PUT', path, { authorizationType: 'NONE' });
      const patchOperations = [{ op: 'replace', path: '/apiKeyRequired', value: 'true' }];
      await moto.rest('apigateway', 'PATCH', path, { patchOperations });
      return JSON.parse((await moto.rest('apigateway', 'GET', path)).text).apiKeyRequired !== true;
    },
  };
}
