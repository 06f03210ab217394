import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rules } from '../../policies/rules';

/** Protections that a module may be told to leave out and that no rule judges, each with the reason. */
const notJudged: Readonly<Record<string, string>> = {
  final_snapshot:
    'skip_final_snapshot matters only when a database is destroyed, which change/data-stores-retained judges',
  max_instance_lifetime: 'no rule asks that servers are replaced without a change',
};

const modules = execFileSync('git', ['ls-files', 'modules'], { encoding: 'utf8' }).split('\n');
/** The keys that modules give to `isOn`, under which an OptOut reaches the synthesized JSON. */
const given = modules
  .filter((file) => file.endsWith('.ts') && file !== 'modules/opt-out/index.ts')
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bisOn\(\s*[\w.]+,\s*([^,]+),/g)].map(([, key]) => key!))
  .map((key) => /^'(\w+)'$/.exec(key)?.[1] ?? key);
const judged = new Set(rules.flatMap(({ optOuts = [] }) => optOuts));

test('every opt-out of a module reaches a rule, or is listed with the reason why none judges it', () => {
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((key) => !judged.has(key) && !(key in notJudged))).toEqual([]);
});

test('no opt-out that a rule judges is listed as not judged, and none that no module has', () => {
  expect(Object.keys(notJudged).filter((key) => judged.has(key) || !given.includes(key))).toEqual([]);
});
