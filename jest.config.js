// The tiers of docs/guides/testing.md. `npm test` runs all of these but change, which waits minutes for what it applies; e2e has a runner of its own.
const shared = {
  testEnvironment: 'node',
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['/build/', '/dist/', '/cdktf.out/', '/terrace.out/', '/\\.terrace/'],
};

module.exports = {
  // jest takes a core less than there are: on two cores that is half the speed.
  maxWorkers: '100%',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '<rootDir>/test/(change|command|conventions|examples|plan|browser|e2e)/',
        '\\.property\\.test\\.ts$',
      ],
      setupFiles: ['<rootDir>/test/support/setup.ts'],
    },
    {
      ...shared,
      displayName: 'conventions',
      // Modules of the sample application, which a test uses without starting it.
      transform: { ...shared.transform, '/examples/shop/src/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
      testMatch: ['<rootDir>/test/{conventions,examples}/**/*.test.ts'],
    },
    { ...shared, displayName: 'property', testMatch: ['<rootDir>/test/**/*.property.test.ts'] },
    { ...shared, displayName: 'command', testMatch: ['<rootDir>/test/command/**/*.test.ts'] },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
    { ...shared, displayName: 'plan', testMatch: ['<rootDir>/test/plan/**/*.test.ts'] },
    { ...shared, displayName: 'change', testMatch: ['<rootDir>/test/change/**/*.test.ts'] },
  ],
};
