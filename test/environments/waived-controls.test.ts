import { controlDecisions } from '../../environments/waivers/controls';
import { waivers } from '../../environments/waivers';
import { hasControl } from '../../modules/security-hub';
import { frameworks, mappingOf } from '../../policies/controls';
import { rules } from '../../policies/rules';
import { readWaivers } from '../../review/engine/waiver';

// One source: what was accepted for an environment, its Security Hub does not report either, and nothing else is left out.

const ofRule = new Map(rules.map((rule) => [rule.id, new Set(mappingOf(rule).securityHub)]));
const ofStandards = new Set(frameworks.fsbp.controls.map(({ id }) => id));

test('a waiver names controls that report the same as its rule, and that AWS has', () => {
  const wrong = waivers.flatMap(({ rule, controls = [] }) =>
    controls.filter((control) => !ofRule.get(rule)?.has(control) || !ofStandards.has(control)),
  );
  expect(waivers.some(({ controls }) => controls)).toBe(true);
  expect(wrong).toEqual([]);
});

test('a control is off in the environments of its waiver, for its reason, with ticket and end', () => {
  const { 'RDS.23': port } = controlDecisions('dev');
  expect(port).toMatchObject({ off: true, reason: expect.stringMatching(/another port would not help/) });
  expect(port).toMatchObject({ reason: expect.stringMatching(/TERRACE-PORT, until 2027-11-21\.$/) });
  expect(controlDecisions('prod')).toHaveProperty(['SecretsManager.1']);
  expect(controlDecisions('dev')).not.toHaveProperty(['SecretsManager.1']);
});

test('every reason is one that Security Hub takes', () => {
  for (const environment of ['dev', 'test', 'prod']) {
    for (const decision of Object.values(controlDecisions(environment))) {
      if (decision !== 'on') expect(decision.reason.length).toBeLessThanOrEqual(300);
    }
  }
});

test('without a waiver that names it, no control is off', () => {
  const named = new Set(waivers.flatMap(({ controls = [] }) => controls));
  const off = ['dev', 'test', 'prod'].flatMap((environment) => Object.keys(controlDecisions(environment)));
  expect(off.filter((control) => !named.has(control))).toEqual([]);
});

test('each control of the standards is one of FSBP or of CIS, as the frameworks of the review have it', () => {
  const known = frameworks.fsbp.controls.map(({ id }) => id);
  expect(known.filter((control) => !hasControl('fsbp', control))).toEqual([]);
  const ofCis = rules.flatMap((rule) => {
    const { securityHub = [], cis5 = [] } = mappingOf(rule);
    return cis5.length > 0 ? securityHub.filter((control) => hasControl('cis-5.0', control)) : [];
  });
  expect(ofCis.length).toBeGreaterThan(15);
});

test('what is no id of a control is refused where it is written', () => {
  const [waiver] = waivers;
  const { problems } = readWaivers([{ ...waiver, controls: ['rds/port'] }], 'waivers.ts');
  expect(JSON.stringify(problems)).toContain('expected the id of a control, such as RDS.23');
});
