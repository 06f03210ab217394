import { Lazy } from 'cdktf';
import stackTrace = require('cdktf/lib/tokens/private/stack-trace');
import { withoutTokenStacks } from '../../stacks/token-stacks';

// The path is private to cdktf: when a release moves it, this fails, and synthesis is slow until it is mended.
test('tokens capture no stack trace', () => {
  withoutTokenStacks();
  expect(stackTrace.captureStackTrace()).toEqual([]);
  expect(Lazy.anyValue({ produce: () => 1 }).creationStack).toEqual([]);
});
