import { dev, prod } from '../../environments';
import type { Environment } from '../../environments/schema';

export const tracing = {
  collector: { repository: 'collector', tag: 'v0.43.3' },
  deletionProtection: 'on',
} as const;
export const ofService = { samplePercent: 5, tracesPerSecond: 1 };

const collector = { keptImages: 5 };

/** The environment prod with traces of its service `web`, which reaches X-Ray by an endpoint. */
export const tracedProd = {
  ...prod,
  network: { ...prod.network, interfaceEndpoints: [...prod.network.interfaceEndpoints, 'xray'] },
  imageRepositories: { ...prod.imageRepositories, collector },
  tracing,
  services: { ...prod.services, web: { ...prod.services.web, tracing: ofService } },
} satisfies Environment;

/** The environment dev likewise, through NAT. */
export const tracedDev = {
  ...dev,
  imageRepositories: { ...dev.imageRepositories, collector },
  tracing: {
    ...tracing,
    deletionProtection: { off: true, reason: 'destroyed with the environment; traces of generated requests' },
  },
  services: { ...dev.services, web: { ...dev.services.web, tracing: ofService } },
} satisfies Environment;
