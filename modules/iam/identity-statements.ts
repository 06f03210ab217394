import type { Problem } from '../props';
import { policyStatements, type PolicyStatement } from './policy-statement';

/**
 * What is wrong with the statements of a policy that is attached to a role: the grammar of IAM, and what grants more than it seems to. An Allow says what it allows:
 * no `NotAction` or `NotResource`, not every action, and not every action of a service on every resource.
 */
export function identityProblems(found: unknown, prop: string): readonly Problem[] {
  const problems = policyStatements.problems(found, prop);
  if (problems.length > 0) return problems;
  return (found as readonly PolicyStatement[]).flatMap((statement, index) => faultsOf(statement, `${prop}[${index}]`));
}

function faultsOf(statement: PolicyStatement, at: string): readonly Problem[] {
  const { Effect, Principal, Action, NotAction, Resource, NotResource } = statement;
  const faults: Problem[] = [];
  const expect = (member: string, ok: boolean, expected: string, found: unknown) => {
    if (!ok) faults.push({ prop: member === '' ? at : `${at}.${member}`, expected, found });
  };
  expect('Principal', Principal === undefined, 'no Principal: the policy is of whom it is attached to', Principal);
  expect('', (Resource ?? NotResource) !== undefined, 'a Resource', 'none');
  if (Effect === 'Deny') return faults;
  expect('NotAction', NotAction === undefined, 'Action in an Allow: NotAction allows what AWS adds later', NotAction);
  expect('NotResource', NotResource === undefined, 'Resource in an Allow', NotResource);
  const isEverywhere = [Resource ?? []].flat().includes('*');
  const allowed = Action === undefined ? [] : [Action].flat();
  allowed.forEach((action, index) => {
    const member = Array.isArray(Action) ? `Action[${index}]` : 'Action';
    expect(member, action !== '*', 'actions of a service by name', action);
    const isWhole = /^[^:]+:\*+$/.test(action);
    expect(member, !(isWhole && isEverywhere), 'actions by name, or a Resource by ARN', action);
  });
  return faults;
}
