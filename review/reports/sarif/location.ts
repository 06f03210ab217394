import type { Finding } from '../../engine/finding';
import type { Place } from '../../model/resource';

/** The base folder of all paths: GitHub replaces it with the folder of the repository. */
const sourceRoot = '%SRCROOT%';

export const uriBases = { [sourceRoot]: { description: { text: 'The folder that terrace ran in.' } } };

export function physicalLocation({ file, line }: Place) {
  return {
    artifactLocation: artifactLocation(file),
    // GitHub shows nothing without a line; a file that was judged as a whole begins at its first.
    region: { startLine: line ?? 1 },
  };
}

/** By which Terraform and CDKTF know the resource. */
export function logicalLocation({ root, address, constructPath }: Finding) {
  return {
    name: address,
    fullyQualifiedName: `${root}/${address}`,
    kind: 'resource',
    ...(constructPath && { properties: { constructPath } }),
  };
}

function artifactLocation(file: string) {
  // Half of a pair is no character, and no URI holds it.
  const path = file.replaceAll('\\', '/').replace(/\p{Surrogate}/gu, '\ufffd');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${encoded.replace('%3A', ':')}` };
  if (path.startsWith('/')) return { uri: `file://${encoded}` };
  return { uri: encoded, uriBaseId: sourceRoot };
}
