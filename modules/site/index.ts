export type { SitePaths } from './paths';
export { Site, type SiteProps } from './site';
export type { SiteRef } from './site-ref';
