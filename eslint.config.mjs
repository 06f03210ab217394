import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** An arrow of the layout: what `files` must not import, and why. */
const arrow = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [barrel, { group, message }] }] },
});
const barrel = {
  regex: '^@cdktf/provider-aws(/lib)?$',
  message:
    'Import provider classes one by one (@cdktf/provider-aws/lib/vpc): the barrel takes 530 MB and 3.5 s to load.',
};
const cdktf = ['cdktf', 'cdktf/*', 'constructs', '@cdktf/provider-aws/**'];

export default tseslint.config(
  { ignores: ['**/build/', 'dist/', 'cdktf.out/', 'terrace.out/', '.terrace/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    rules: {
      // Every construct is made for its side effect on the tree.
      'no-new': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A namespace import would be a copy, and a copy cannot be patched.
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      'no-console': 'error',
      // A browser has a `Text` too.
      'no-restricted-globals': ['error', 'Text'],
    },
  },
  // The arrows: main → environments, stacks → modules; cli → policies → review, cli → environments.
  arrow(
    ['modules/**'],
    ['**/stacks/**', '**/environments/**', '**/cli/**', '**/policies/**', '**/review/**', '**/test/**'],
    'modules/ stands on its own: other teams import it.',
  ),
  arrow(
    ['stacks/**'],
    [
      '**/cli/**',
      '**/policies/**',
      '**/review/**',
      '**/test/**',
      '**/environments/*',
      '!**/environments/schema',
      '!**/environments/aws',
      '!**/environments/routes',
      '!**/environments/calls',
      '!**/environments/store-users',
      '!**/environments/shards',
      '!**/environments/secret-names',
      '!**/environments/mail-events',
      '!**/environments/as-if',
      ...['!**/environments/waivers', '**/environments/waivers/*', '!**/environments/waivers/controls'],
    ],
    'stacks/ imports modules, the type of an environment, its routes, its calls, its users of stores, its shards, its queue of mail, how it is moved, the controls that its waivers decide and facts of AWS.',
  ),
  arrow(
    ['environments/**'],
    [
      ...[...cdktf, '**/stacks/**', '**/cli/**', '**/policies/**', '**/test/**'],
      ...['**/modules/**/*', '!**/modules/props', '!**/modules/props/unsafe-text', '!**/modules/props/day'],
      ...['!**/modules/bucket', '!**/modules/bucket/storage-classes', '!**/modules/ecs', '!**/modules/ecs/task-size'],
      ...['!**/modules/ecs/traces-variables', '!**/modules/log-data-protection'],
      '!**/modules/log-data-protection/data-identifiers',
      ...['!**/modules/connected-network', '!**/modules/connected-network/amazon-side-asn'],
      '!**/modules/connected-network/public-address',
      ...['!**/modules/rds', '!**/modules/rds/storage-limits', '!**/modules/rds/parameters'],
      '!**/modules/rds/audit-events',
      ...['!**/modules/aurora', '!**/modules/aurora/cluster-engine', '!**/modules/aurora/own-parameter'],
      ...['!**/modules/elasticache', '!**/modules/elasticache/parameters', '!**/modules/parameter-value'],
      '!**/modules/elasticache/cache-engine',
      ...['!**/modules/billing-alarms', '!**/modules/billing-alarms/budget-patterns'],
      ...['!**/modules/iam', '!**/modules/iam/subject-grammar'],
      '!**/modules/ecs/container-agent',
      ...['!**/modules/server-group', '!**/modules/server-group/architecture'],
      ...['!**/modules/mail', '!**/modules/mail/address-pattern'],
      ...['!**/modules/load-balancer', '!**/modules/load-balancer/pattern-overlap'],
      ...['!**/modules/load-balancer/rule-priority', '!**/modules/network', '!**/modules/network/endpoint-services'],
      '!**/modules/network/flow-log-fields',
      ...['!**/modules/backup', '!**/modules/backup/cold-storage', '!**/modules/windows'],
      ...['!**/modules/function', '!**/modules/function/runtimes', '!**/modules/schedule'],
      ...['!**/modules/schedule/schedule-expression', '!**/modules/http-api', '!**/modules/http-api/route-key'],
      ...['!**/modules/rest-api', '!**/modules/rest-api/route-key'],
      ...['!**/modules/migration', '!**/modules/migration/table-name'],
      ...['**/review/*', '!**/review/criticality'],
    ],
    'environments/ is data and its schema: it imports the list of criticalities, and facts of AWS that modules hold props against.',
  ),
  arrow(
    ['environments/waivers/**'],
    [...cdktf, '**/stacks/**', '**/cli/**', '**/policies/**', '**/modules/**', '**/test/**'],
    'environments/waivers/ is data: of the review it imports the type of a waiver.',
  ),
  arrow(
    ['policies/**'],
    [...cdktf, '**/stacks/**', '**/modules/**', '**/environments/**', '**/cli/**', '**/test/**'],
    'policies/ imports review/, and no construct code: its rules judge any Terraform.',
  ),
  arrow(
    ['review/**'],
    [...cdktf, '**/stacks/**', '**/modules/**', '**/environments/**', '**/cli/**', '**/policies/**', '**/test/**'],
    'review/ stands on its own: it knows no rule, no environment and no command.',
  ),
  arrow(
    ['cli/**'],
    [...cdktf, '**/stacks/**', '**/modules/**', '**/test/**'],
    'cli/ reads JSON, so that it works on any Terraform: it imports no construct code.',
  ),
  arrow(
    ['main.ts'],
    ['**/cli/**', '**/policies/**', '**/review/**', '**/test/**'],
    'main.ts: environments × stacks, nothing else.',
  ),
  {
    files: ['**/*.cjs', '*.js'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-console': 'off' },
  },
  {
    // The application and its site's build run in Node, without TypeScript.
    files: ['examples/shop/**/*.js', 'test/**/*.mjs'],
    languageOptions: {
      globals: {
        ...{ process: 'readonly', Buffer: 'readonly', URL: 'readonly', URLSearchParams: 'readonly' },
        ...{ TextDecoder: 'readonly', performance: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly' },
        ...{ AbortController: 'readonly', AbortSignal: 'readonly', fetch: 'readonly' },
      },
    },
  },
  {
    // The pages run in a browser.
    files: ['examples/shop/site/assets/*.js'],
    languageOptions: {
      globals: {
        ...{ document: 'readonly', fetch: 'readonly', crypto: 'readonly', location: 'readonly', FormData: 'readonly' },
      },
    },
  },
  {
    files: ['test/**', 'bench/**', 'examples/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'no-console': 'off',
    },
  },
);
