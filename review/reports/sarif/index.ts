import { exitCodeOf } from '../../assessment/gate';
import type { Report } from '../../assessment/report';
import type { Status } from '../../engine/finding';
import { cut, jsonText, printable } from '../escape';
import { grouped } from '../groups';
import { notJudgedIn, thingText } from '../not-judged';
import type { Format } from '../options';
import { counted } from '../wrap';
import { uriBases } from './location';
import { resultOf } from './result';
import { descriptorOf, mostText } from './rule';

/** GitHub refuses a run of more. */
export const mostResults = 25_000;

/**
 * SARIF 2.1.0 in one run. Without `all` it contains what code scanning should show: failures and unknowns. Code
 * scanning reads neither `kind` nor `suppressions`, so that a pass or a waived finding would be an open alert; `all`
 * has both, for other readers.
 */
export const sarif: Format = (report, { all, version }) => {
  const shown = new Set<Status>(all ? ['fail', 'unknown', 'waived', 'pass'] : ['fail', 'unknown']);
  const groups = grouped(
    report,
    report.findings.filter(({ status }) => shown.has(status)),
  );
  // The most severe first, and failures before passes, so that the least important results are cut.
  const order = [...groups].sort((a, b) => Number(a.first.status === 'pass') - Number(b.first.status === 'pass'));
  const ruleIndex = new Map(report.rules.map(({ id }, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: 'Terrace',
        semanticVersion: version,
        rules: report.rules.map(descriptorOf),
        notifications: [{ id: 'terrace/left-out' }, { id: 'terrace/not-judged' }, { id: 'terrace/waiver' }],
      },
    },
    automationDetails: { id: 'terrace/' },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: uriBases,
    invocations: [
      {
        executionSuccessful: true,
        exitCode: exitCodeOf(report),
        toolExecutionNotifications: [...notJudged(report), ...leftOut(report, order.length, all)],
        toolConfigurationNotifications: report.waiverProblems.map(({ where, problem }) =>
          notification('terrace/waiver', 'error', `${where}: ${problem}`),
        ),
      },
    ],
    results: order.slice(0, mostResults).map((group) => resultOf(group, ruleIndex)),
    properties: {
      date: report.date,
      environments: report.environments.map(({ name, gate, resources, judged, notApplicable, notJudged }) => ({
        ...{ name, passes: gate.passes, resources, judged, notApplicable, notJudged },
      })),
      notJudged: report.notJudged.map(({ environment, root, address, type, reason, because }) => ({
        ...{ environment, root, address, type, reason, because: printable(because) },
      })),
    },
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return jsonText(log);
};

/** What was not judged: a notification for each environment and reason; `properties` names each resource. */
function notJudged(report: Report) {
  return report.environments.flatMap((environment) => [
    ...(environment.gate.nothingJudged
      ? [notification('terrace/not-judged', 'error', `${environment.name}: nothing was judged`)]
      : []),
    ...notJudgedIn(report, environment.name).map(({ reason, title, things }) =>
      notification(
        'terrace/not-judged',
        reason === 'module not read' ? 'warning' : 'note',
        cut(`${environment.name}: not judged: ${title}: ${things.map(thingText).join(', ')}`, mostText),
      ),
    ),
  ]);
}

function leftOut({ findings }: Report, results: number, all: boolean) {
  const waived = findings.filter(({ status }) => status === 'waived').length;
  return [
    ...(results > mostResults
      ? [
          notification(
            'terrace/left-out',
            'warning',
            `${results - mostResults} of ${results} results are left out: code scanning takes ${mostResults}. The first are the most severe.`,
          ),
        ]
      : []),
    ...(waived > 0 && !all
      ? [
          notification(
            'terrace/left-out',
            'note',
            `${counted(waived, 'accepted finding')} left out, since code scanning would show them as open; --all has them, suppressed.`,
          ),
        ]
      : []),
  ];
}

function notification(id: string, level: 'error' | 'warning' | 'note', text: string) {
  return { descriptor: { id }, level, message: { text: printable(text) } };
}
