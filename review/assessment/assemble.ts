import type { Report } from './report';
import { identityViewsOf } from '../iam/identity-view';
import { keyViewsOf } from '../iam/key-view';
import type { Framework } from '../engine/framework';
import type { Graph } from '../model/graph';
import { sensitiveTexts, withoutTexts } from '../model/sensitive';
import { controlsOf, type ControlsOptions } from './controls';
import { flowsOf, networkOf, reachabilityMatrix } from '../reach';
import type { NetworkView } from '../reach/views';
import type { InternetFacing, PlanNote, Review } from './review';
import { storesOf } from './stores';

export interface AssembleOptions extends ControlsOptions {
  /** The frameworks whose controls are shown. @default none */
  readonly frameworks?: readonly Framework[];
  /** The planned changes by environment. @default not planned */
  readonly plans?: Readonly<Record<string, PlanNote>>;
}

/** Everything the page shows, of a graph and of what was judged of it. Pure. */
export function assembleReview(
  graph: Graph,
  report: Report,
  { plans = {}, frameworks = [], ofOwnModules }: AssembleOptions = {},
): Review {
  const environments = report.environments.map(({ name }) => {
    const plan = Object.hasOwn(plans, name) ? plans[name] : undefined;
    const network = networkOf(graph, name);
    return {
      name,
      ...(plan && { plan }),
      stores: storesOf(graph, name),
      onInternet: onInternet(network),
      network,
      reachability: reachabilityMatrix(graph, name),
      flows: flowsOf(graph, name),
      identities: identityViewsOf(graph, name),
      keys: keyViewsOf(graph, name),
    };
  });
  const shown = withoutTexts(environments, sensitiveTexts(graph));
  return { report, environments: shown, controls: controlsOf(report, frameworks, { ofOwnModules }) };
}

/** Resources that have a public address, or may have one. NAT gateways are left out, since they admit no connections. */
function onInternet({ vpcs, distributions = [] }: NetworkView): readonly InternetFacing[] {
  const open = distributions.filter(({ verdict }) => verdict !== 'blocked');
  const ofEdge = open.map(({ name, webAcl, verdict }) => ({
    ...{ label: name, kind: 'CloudFront distribution', isCertain: verdict === 'reachable' },
    because: webAcl === undefined ? 'no web ACL' : `behind web ACL ${webAcl}`,
  }));
  const inVpcs = vpcs.flatMap(({ members }) =>
    members
      .filter(({ publicAddress }) => publicAddress.has !== 'no')
      .map(({ label, kind, publicAddress: { has, because } }) => ({ label, kind, because, isCertain: has === 'yes' })),
  );
  return [...ofEdge, ...inVpcs];
}
