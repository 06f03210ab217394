import type { Mapping } from '../../review/engine/framework';
import { audit } from './mappings/audit';
import { compute } from './mappings/compute';
import { data } from './mappings/data';
import { edge } from './mappings/edge';
import { identity } from './mappings/identity';
import { network } from './mappings/network';
import { services } from './mappings/services';

/**
 * By a rule's id in the catalogue. Checkov, Trivy and cdk-nag ids were checked against those projects' sources, FSBP's
 * against AWS's list, CIS 5.0 sections 1, 2 and 5 against the benchmark; CIS 3.0 and controls that are only in NIST sets
 * have to be verified before they are shown to an auditor.
 */
const mappings: Readonly<Record<string, Mapping>> = {
  ...network,
  ...compute,
  ...data,
  ...edge,
  ...identity,
  ...audit,
  ...services,
};

/** The ids of a rule in other tools, by any of its aliases. A second rule of one entry, `S3-13/2`, has the same mapping. */
export function mappingOf({ aliases }: { readonly aliases: readonly string[] }): Mapping {
  const entry = aliases.map((alias) => alias.replace(/\/\d+$/, '')).find((alias) => Object.hasOwn(mappings, alias));
  return entry === undefined ? {} : (mappings[entry] as Mapping);
}
