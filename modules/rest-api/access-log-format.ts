/** What is logged of a request, in JSON (API Gateway developer guide, Variables for access logging). No token, no key, no query string and no body. */
const fields = {
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  traceId: '$context.xrayTraceId',
  requestTime: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  method: '$context.httpMethod',
  resourcePath: '$context.resourcePath',
  path: '$context.path',
  protocol: '$context.protocol',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  subject: '$context.authorizer.claims.sub',
  caller: '$context.identity.userArn',
  apiKeyId: '$context.identity.apiKeyId',
  wafStatus: '$context.waf.status',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  integrationError: '$context.integration.error',
  error: '$context.error.message',
  responseType: '$context.error.responseType',
};

export const accessLogFormat = JSON.stringify(fields);
