import { App } from 'cdktf';
import { mapLeaves, outputName } from '../../stacks/outputs';

test('an output is named by the path to its value, so a zone keeps its name', () => {
  expect(outputName(['network', 'vpcId'])).toBe('network_vpc_id');
  expect(outputName(['network', 'subnetIds', 'data', 'eu-west-1a'])).toBe('network_subnet_ids_data_eu-west-1a');
});

test('every string is mapped with its path, and the shape is kept', () => {
  const mapped = mapLeaves({ a: 'x', b: { c: 'y' } }, (value, path) => `${path.join('/')}=${value}`);
  expect(mapped).toEqual({ a: 'a=x', b: { c: 'b/c=y' } });
});

test.each([
  ['a number', { a: { b: 1 } }, 'outputs: a.b: expected a string or a plain object of strings, found 1'],
  ['a list', { a: ['x'] }, 'outputs: a: expected a string or a plain object of strings, found ["x"]'],
  [
    'a construct',
    { a: Object.create(App.prototype) },
    'outputs: a: expected a string or a plain object of strings, found a App',
  ],
  ['nothing', { a: undefined }, 'outputs: a: expected a string or a plain object of strings, found undefined'],
])('refuses %s', (_, values, message) => {
  expect(() => mapLeaves(values, String)).toThrow(message);
});
