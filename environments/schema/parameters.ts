import { aParameterValue, parameterValue } from '../../modules/parameter-value';
import { byKey, text } from './field';

/** Parameters of an engine, by names that match `name`. */
export function parametersOf(name: RegExp, aName: string) {
  const value = text(aParameterValue, (found) => parameterValue.test(found));
  return byKey('values by parameter', (key) => name.test(key), aName, value);
}
