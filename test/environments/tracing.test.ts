import { prod } from '../../environments';
import { changed, problems } from '../support/environments';
import { ofService, tracedDev, tracedProd } from '../support/traces';

/** The problems of prod with traces, and these changes, without the name of the file. */
const inProd = (changes: Record<string, unknown>) =>
  problems({
    prod: Object.entries(changes).reduce<object>((copy, [path, value]) => changed(copy, path, value), tracedProd),
  }).map((line) => line.replace('environments/prod.ts: ', ''));

describe('the traces of an environment', () => {
  test('are a decision of it and of a service of containers', () => {
    expect(problems({ dev: tracedDev })).toEqual([]);
    expect(inProd({})).toEqual([]);
    expect(inProd({ 'services.web.tracing': undefined })).toEqual([]);
    expect(inProd({ 'services.web.tracing': 'none' })).toEqual([
      expect.stringContaining('services.web.tracing: expected an object of samplePercent, tracesPerSecond'),
    ]);
  });

  test.each<[law: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'have a collector whose image is in a repository of the environment',
      { 'tracing.collector.repository': 'colector' },
      ['tracing.collector.repository: expected a name of imageRepositories (nearest: collector), found "colector"'],
    ],
    [
      'have a collector for each service that is traced',
      { tracing: 'none' },
      [
        'services.web.tracing: expected nothing, since tracing is "none", found {"samplePercent":5,"tracesPerSecond":1}',
      ],
    ],
    [
      'reach X-Ray',
      { 'network.interfaceEndpoints': prod.network.interfaceEndpoints },
      [
        'services.web.outbound: expected "internet", or network.interfaceEndpoints with xray, which services.web needs, found "endpoints"',
      ],
    ],
    [
      'are a share of the requests, where there are most',
      { 'services.web.tracing.samplePercent': 100 },
      [
        'services.web.tracing.samplePercent: expected less than 100, since criticality is critical: each trace of each request would be charged for, found 100',
      ],
    ],
    [
      'have variables that the platform sets',
      { 'services.web.environment': { OTEL_SERVICE_NAME: 'web', OTEL_NODE_RESOURCE_DETECTORS: 'env' } },
      [
        'services.web.environment.OTEL_SERVICE_NAME: expected a variable that tracing does not set, found "OTEL_SERVICE_NAME"',
      ],
    ],
    [
      'keep their key where they matter most',
      { 'tracing.deletionProtection': { off: true, reason: 'traces are old after a month' } },
      [expect.stringContaining('tracing.deletionProtection: expected "on", since criticality is critical')],
    ],
    [
      'are of containers: Lambda traces each function, and others have no collector',
      { 'services.office.tracing': ofService, 'services.report.tracing': ofService },
      [
        expect.stringContaining('only services of the runtime "containers" have a collector of traces'),
        expect.stringContaining('Lambda traces each function'),
      ],
    ],
  ])('%s', (_, changes, expected) => {
    expect(inProd(changes)).toEqual(expected);
  });

  test('are of 25 services at most, with names that X-Ray takes', () => {
    const { worker } = prod.services;
    const traced = { ...worker, consumes: 'none', minTasks: 3, tracing: ofService, outbound: 'endpoints' };
    const names = Array.from({ length: 25 }, (_, index) => `traced-${index}`);
    const services = { ...tracedProd.services, ...Object.fromEntries(names.map((name) => [name, traced])) };
    expect(inProd({ services }).filter((line) => line.includes('X-Ray has 25'))).toEqual([
      expect.stringContaining('services.traced-24.tracing: expected nothing: X-Ray has 25 sampling rules and groups'),
    ]);
  });
});
