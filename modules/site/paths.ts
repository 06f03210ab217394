/** How paths become names of objects, which S3 knows no folders of. */
export type SitePaths = 'as-is' | 'folders' | 'single-page';

const rewrites: Readonly<Record<Exclude<SitePaths, 'as-is'>, string>> = {
  folders: `  if (uri.endsWith('/')) request.uri = uri + 'index.html';
  else if (!file) request.uri = uri + '/index.html';`,
  'single-page': `  if (!file) request.uri = '/index.html';`,
};

/** The code of the function that a distribution runs for each request. A name with a dot is a file. */
export function pathFunction(paths: Exclude<SitePaths, 'as-is'>): string {
  return `function handler(event) {
  const request = event.request;
  const uri = request.uri;
  const file = uri.slice(uri.lastIndexOf('/') + 1).includes('.');
${rewrites[paths]}
  return request;
}
`;
}
