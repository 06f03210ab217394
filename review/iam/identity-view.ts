import type { Graph } from '../model/graph';
import { reasonsInVariants } from '../model/graph-variants';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { actionsMatching, type AccessLevel } from './actions';
import { isAdministrator } from './administrator';
import { assumptions, through } from './assumptions';
import { inWords } from './conditions';
import { unknownIn, type Statement } from './document';
import { escalationsOf, inSentence } from './escalation';
import type { Decision, Policy } from './evaluate';
import { groupBy } from '../group-by';
import { identitiesIn, identityOf, type Identity } from './identities';
import type { AssumerView, GrantView, IdentityView, Notable, PolicyNote, ResourceNote } from './views';
import { overlapsText } from './text-matching';
import { statementLabel } from './statement-label';

const levelOrder: readonly AccessLevel[] = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

/** The roles, users and groups of an environment, as a page shows them. */
export function identityViewsOf(graph: Graph, environment: string): readonly IdentityView[] {
  const all = identitiesIn(graph).filter((identity) => identity.environment === environment);
  const assumers = assumersOf(graph, all);
  return all.map((identity) => view(graph, identity, assumers.get(identity) ?? []));
}

/** What a report needs to name a resource. */
export function noteOf({ address, type, root, constructPath }: Resource): ResourceNote {
  return { address, type, root: root.name, ...(constructPath && { constructPath }) };
}

function view(graph: Graph, identity: Identity, assumedBy: readonly AssumerView[]): IdentityView {
  const { kind, name, arn, resource, boundary, policies, instanceProfiles } = identity;
  return {
    ...{ kind, name, arn: String(arn), assumedBy },
    resource: noteOf(resource),
    ...(boundary && {
      boundary: {
        name: boundary.name,
        ...(boundary.document instanceof Unknown && { unknown: boundary.document.because }),
      },
    }),
    policies: policies.filter(({ isPossible }) => !isPossible).map(policyNote),
    grants: grantsIn(identity),
    notable: notable(graph, identity),
    instanceProfiles: instanceProfiles.map((profile) => profile.constructPath ?? profile.address),
    unknown: [
      ...new Set([...policies.flatMap(unknownOf).map(({ because }) => because), ...mayBeOtherwise(graph, identity)]),
    ],
  };
}

/** Policies, boundaries and groups that it may not have, since it is not known whether they or their attachments exist. */
function mayBeOtherwise(graph: Graph, { resource }: Identity): readonly string[] {
  const held = (of: Graph) => {
    const { policies = [], boundary, trust, groups = [] } = identityOf(of, resource) ?? {};
    const documents = [...policies, boundary, trust].map((one) => [one?.name, one?.resource?.key]);
    return JSON.stringify([documents, groups.map(({ resource }) => resource.key)]);
  };
  const own = held(graph);
  return reasonsInVariants(graph, resource, (without) => held(without) !== own);
}

function policyNote({ name, resource, document }: Policy): PolicyNote {
  return {
    name,
    kind: resource === undefined ? 'aws-managed' : resource.type === 'aws_iam_policy' ? 'managed' : 'inline',
    ...(resource && { resource: noteOf(resource) }),
    ...(document instanceof Unknown && { unknown: document.because }),
  };
}

function unknownOf({ document }: Policy): Unknown[] {
  if (document instanceof Unknown) return [document];
  const unknown = unknownIn(document);
  return unknown ? [unknown] : [];
}

/** The permissions by service, resources and conditions, within the permissions boundary. */
function grantsIn({ policies, boundary }: Identity): GrantView[] {
  const allowed = policies.flatMap(allowing);
  const bounds = boundary && !(boundary.document instanceof Unknown) ? allowing(boundary) : undefined;
  const parts = allowed.flatMap((statement) =>
    actionsOf(statement)
      .filter((action) => !bounds || bounds.some((bound) => isWithin(bound, action)))
      .map((action) => ({ action, service: serviceOf(action), statement })),
  );
  const keyOf = ({ service, statement }: (typeof parts)[number]) =>
    JSON.stringify([service, resourcesOf(statement), statement.conditions]);
  const views = [...groupBy(parts, keyOf).values()].map((group): GrantView => {
    const [{ service, statement } = { service: '*', statement: undefined }] = group;
    const actions = [...new Set(group.map(({ action }) => action))].sort();
    return {
      ...{ service, actions },
      levels: levelsOf(actions),
      resources: statement ? resourcesOf(statement) : [],
      conditions: (statement?.conditions ?? []).map(inWords),
    };
  });
  const width = ({ service, levels }: GrantView) => (service === '*' ? -1 : levelOrder.indexOf(levels[0] ?? 'List'));
  return views.sort((a, b) => width(a) - width(b) || (a.service < b.service ? -1 : 1));
}

function allowing({ document }: Policy): readonly Statement[] {
  return document instanceof Unknown ? [] : document.statements.filter(({ effect }) => effect === 'Allow');
}

function actionsOf({ actions, notActions }: Statement): readonly string[] {
  return actions?.map(String) ?? (notActions ? [`* but ${notActions.join(', ')}`] : []);
}

function resourcesOf({ resources, notResources }: Statement): readonly string[] {
  if (resources) return resources.map(String).sort();
  return notResources ? [`* but ${notResources.join(', ')}`] : ['*'];
}

function isWithin({ actions, notActions = [] }: Statement, action: string): boolean {
  if (action.startsWith('* but ')) return true;
  return actions ? actions.some((bound) => overlapsText(bound, action, true) !== false) : !notActions.includes(action);
}

function serviceOf(action: string): string {
  return action.startsWith('*') ? '*' : (action.split(':')[0] as string).toLowerCase();
}

/** Not of `*`: that is every level, and every service to read. */
function levelsOf(actions: readonly string[]): readonly AccessLevel[] {
  if (actions.some((action) => serviceOf(action) === '*')) return levelOrder;
  const found = new Set(actions.flatMap(actionsMatching).map(({ accessLevel }) => accessLevel));
  return levelOrder.filter((level) => found.has(level));
}

function notable(graph: Graph, identity: Identity): Notable[] {
  const admin = isAdministrator(identity);
  const found: Notable[] = [];
  if (admin !== false) {
    const because = admin instanceof Unknown ? `, depending on ${admin.because}` : '';
    found.push({ kind: 'admin', message: `allows all actions on all resources${because}`, certain: admin === true });
  }
  for (const escalation of escalationsOf(graph, identity)) {
    found.push({ kind: 'escalation', message: inSentence(escalation), certain: !escalation.unknown });
  }
  if (admin !== true) found.push(...identity.policies.flatMap(wildcards));
  const open = assumptions(graph).external.filter(({ to, isPublic }) => to === identity && isPublic !== false);
  if (open.length > 0) {
    const unknown = open.map(({ isPublic }) => isPublic).find((one) => one instanceof Unknown);
    const isCertain = open.some(({ isPublic }) => isPublic === true);
    const because = unknown && !isCertain ? `, depending on ${unknown.because}` : '';
    found.push({ kind: 'public', message: `everyone may assume it${because}`, certain: isCertain });
  }
  return found;
}

function wildcards(policy: Policy): Notable[] {
  if (policy.document instanceof Unknown) return [];
  return policy.document.statements.flatMap((statement, index) => {
    const { effect, actions = [], resources = [], sid } = statement;
    const wide = actions.filter((action) => /^([^:]+:)?\*$/.test(String(action)));
    if (effect !== 'Allow' || wide.length === 0 || !resources.includes('*')) return [];
    const by = { policy, index, statement, ...(sid !== undefined && { sid }) };
    return [
      {
        kind: 'wildcard',
        message: `${wide.join(', ')} on every resource (${statementLabel(by)})`,
        certain: true,
      } as const,
    ];
  });
}

/** Who may become each role, directly and through others. */
function assumersOf(graph: Graph, all: readonly Identity[]): ReadonlyMap<Identity, AssumerView[]> {
  const { external } = assumptions(graph);
  const found = new Map<Identity, AssumerView[]>(
    all.map((identity) => [
      identity,
      external
        .filter(({ to }) => to === identity)
        .map(({ kind, name, conditions }) => ({ kind, name, conditions, via: [] })),
    ]),
  );
  for (const from of identitiesIn(graph)) {
    for (const [to, way] of through(graph, from)) {
      const conditions = way.flatMap(({ decision }) => whereIn(decision));
      const via = way.slice(0, -1).map((step) => step.to.name);
      const { kind, name, resource } = from;
      found.get(to)?.push({ kind, name, conditions: [...new Set(conditions)], resource: noteOf(resource), via });
    }
  }
  return found;
}

/** The conditions of a decision: those of an Allow must match, those of a Deny must not. */
export function whereIn(decision: Decision): string[] {
  if (decision.result !== 'unknown') return [];
  const { by, because } = decision;
  const conditions = by?.statement.conditions.filter(({ key }) => because.includes(key)) ?? [];
  if (!by || conditions.length === 0) return [because];
  const written = conditions.map(({ operator, key, values }) => `${operator} ${key} ${JSON.stringify(values)}`);
  const text = written.map((one) => one.replace(/\["([^"]*)"\]$/, '"$1"')).join(' and ');
  return [by.statement.effect === 'Deny' ? `not ${text} (denied by ${statementLabel(by)})` : text];
}
