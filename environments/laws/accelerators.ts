import type { Finding } from '../load/problem';
import { eachNamed, eachService, type Part } from './each';
import { missingKeys } from './services';

/** An accelerator answers for a table, each of the environment, and 15 at most: its role has no room for rights to more. */
export function acceleratedTablesExist(part: Part): Finding[] {
  return eachNamed(part, 'accelerators', ({ tables }, path) => {
    if (!tables) return [];
    const names = Object.keys(tables);
    const isSome = names.length >= 1 && names.length <= 15;
    return [
      ...(isSome ? [] : [{ path: [...path, 'tables'], expected: '1 to 15 tables', found: `${names.length} of them` }]),
      ...missingKeys(tables, part.tables, 'tables', path),
    ];
  });
}

/**
 * An accelerator answers for no table that is read with strong consistency: it passes such reads on, and keeps nothing of them.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.consistency.html
 */
export function acceleratedReadsMayBeOld(part: Part): Finding[] {
  return eachNamed(part, 'accelerators', ({ tables = {} }, path) =>
    Object.keys(tables).flatMap((name) =>
      part.tables?.[name]?.consistentReads === true
        ? [{ path: [...path, 'tables', name], expected: 'a table whose consistentReads is false', found: name }]
        : [],
    ),
  );
}

/**
 * In a critical environment an accelerator answers while a zone fails.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html
 */
export function nodesToSpare(part: Part): Finding[] {
  if (part.criticality !== 'critical') return [];
  return eachNamed(part, 'accelerators', ({ nodes }, path) =>
    nodes === undefined || nodes >= 3
      ? []
      : [{ path: [...path, 'nodes'], expected: '3 or more, since criticality is critical' }],
  );
}

/** The name of a cluster of DAX has 20 characters. Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_CreateCluster.html */
export function roomForAccelerators(part: Part): Finding[] {
  const { name: environment } = part;
  if (environment === undefined) return [];
  const most = 20 - `${environment}-`.length;
  return eachNamed(part, 'accelerators', (_, path, name) =>
    name.length <= most
      ? []
      : [{ path, expected: `a name of ${most} characters or less, for 20 with ${environment}- in front`, found: name }],
  );
}

/**
 * Accelerators have 50 nodes together and 20 parameter groups, of which each needs another one while its times change.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
export function nodesOfAccelerators({ accelerators = {} }: Part): Finding[] {
  const all = Object.values(accelerators);
  const nodes = all.reduce((sum, accelerator) => sum + (accelerator?.nodes ?? 0), 0);
  const path = ['accelerators'];
  return [
    ...(nodes > 50
      ? [{ path, expected: '50 nodes or fewer in all, as DAX has in a region', found: `${nodes} nodes` }]
      : []),
    ...(all.length > 10
      ? [{ path, expected: '10 or fewer, with 20 parameter groups in a region', found: `${all.length} of them` }]
      : []),
  ];
}

/** A service uses accelerators of the environment, for what they may do. */
export function acceleratorsServe(part: Part): Finding[] {
  const { accelerators } = part;
  return eachService(part, (service, path) => [
    ...missingKeys(service.accelerators, accelerators, 'accelerators', path),
    ...Object.entries(service.accelerators ?? {}).flatMap(([name, verbs = []]) => {
      const tables = accelerators?.[name]?.tables;
      const may = new Set(Object.values(tables ?? {}).flat());
      return verbs.flatMap((verb, index) =>
        !tables || verb === undefined || may.has(verb)
          ? []
          : [
              {
                path: [...path, 'accelerators', name, index],
                expected: `what accelerators.${name} may do with a table`,
              },
            ],
      );
    }),
  ]);
}
