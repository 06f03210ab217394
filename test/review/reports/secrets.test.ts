import { factsFor } from '../../../review/engine/environment-facts';
import { judge } from '../../../review/assessment/judge';
import { graphOfStacks, type StackInput } from '../../../review/model/load';
import { reviewPage } from '../../../review/reports/html/page';
import { json } from '../../../review/reports/json';
import { junit } from '../../../review/reports/junit';
import { markdown } from '../../../review/reports/markdown';
import type { Format } from '../../../review/reports/options';
import { sarif } from '../../../review/reports/sarif';
import { text } from '../../../review/reports/text';
import { assembleReview } from '../../../review/assessment/assemble';
import { frameworks } from '../../../policies/controls';
import { rules } from '../../../policies/rules';

/** Put together here, so that no scanner of this repository takes them for real. */
const made = (...parts: readonly string[]) => parts.join('');
const secrets = {
  ofAProvider: made('gh', 'p_', 'Zx9kQ2mV7bT4nR8wL1cJ6hF3gD5sP0aYuEiO'),
  keyOfAProvider: made('AKIA', 'Q3EGRZ7NM4XWUYTB'),
  ofAnOutput: 'correct-horse-of-an-output-1',
  inAnOutput: 'correct-horse-in-an-output-2',
  ofADatabase: 'correct-horse-of-a-database-3',
  ofATask: 'correct-horse-of-a-task-4',
  ofAFunction: 'correct-horse-of-a-function-5',
  inUserData: 'correct-horse-in-user-data-6',
  ofASecret: 'correct-horse-of-a-secret-7',
  inJson: 'correct-horse-in-json-8',
  ofAParameter: 'correct-horse-of-a-parameter-9',
  ofACache: 'correct-horse-of-a-cache-10',
  ofABuild: 'correct-horse-of-a-build-11',
  ofABackend: 'correct-horse-of-a-backend-12',
  inAnObject: 'correct-horse-in-an-object-13',
  ofAStage: 'correct-horse-of-a-stage-14',
};

const stack = {
  provider: {
    aws: [{ region: 'eu-west-1', access_key: secrets.keyOfAProvider }],
    github: [{ token: secrets.ofAProvider }],
  },
  terraform: { backend: { http: { address: 'https://state.example.com', password: secrets.ofABackend } } },
  output: {
    db_password: { value: secrets.ofAnOutput, sensitive: true },
    dsn: { value: `postgres://shop:${secrets.inAnOutput}@db.example.com/shop` },
  },
  resource: {
    aws_db_instance: { main: { password: secrets.ofADatabase, username: 'shop' } },
    aws_rds_cluster: { main: { master_password: secrets.ofADatabase } },
    aws_ecs_task_definition: {
      main: {
        container_definitions: JSON.stringify([
          { name: 'web', environment: [{ name: 'DB_PASSWORD', value: secrets.ofATask }] },
        ]),
      },
    },
    aws_lambda_function: { main: { environment: { variables: { DB_PASSWORD: secrets.ofAFunction } } } },
    aws_instance: { main: { user_data: `#!/bin/sh\nexport DB_PASSWORD=${secrets.inUserData}\n` } },
    aws_launch_template: { main: { user_data: Buffer.from(`DB_PASSWORD=${secrets.inUserData}`).toString('base64') } },
    aws_secretsmanager_secret_version: {
      main: { secret_id: 'a', secret_string: secrets.ofASecret },
      json: { secret_id: 'b', secret_string: JSON.stringify({ password: secrets.inJson }) },
    },
    aws_ssm_parameter: { main: { name: '/shop/password', type: 'String', value: secrets.ofAParameter } },
    aws_elasticache_replication_group: { main: { auth_token: secrets.ofACache } },
    aws_codebuild_project: {
      main: { environment: { environment_variable: [{ name: 'DB_PASSWORD', value: secrets.ofABuild }] } },
    },
    aws_s3_object: { main: { bucket: 'shop', key: 'a', content: `password = "${secrets.inAnObject}"` } },
    aws_api_gateway_stage: { main: { variables: { password: secrets.ofAStage } } },
  },
} as StackInput['json'];

const options = { all: true, colour: false, width: 100, version: '1.0.0' };
const formats: Readonly<Record<string, Format>> = { json, junit, markdown, sarif, text };

async function judged() {
  const graph = await graphOfStacks([{ name: 'prod-app', environment: 'prod', file: 'prod.json', json: stack }]);
  const factsOf = (name: string) => factsFor(name, 'critical');
  return { graph, report: judge(graph, { rules, factsOf, date: '2026-11-21' }) };
}

function shownIn(page: string): readonly string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    [secret, Buffer.from(secret).toString('base64').slice(0, 20)].some((one) => page.includes(one)) ? [name] : [],
  );
}

test('every secret is found', async () => {
  const { report } = await judged();
  const found = report.findings
    .filter(({ rule, status }) => rule === 'secrets/no-literal' && status === 'fail')
    .map(({ address, attribute }) => `${address} ${attribute}`);
  expect(found).toEqual(
    expect.arrayContaining([
      '@root.prod-app backend.password',
      '@root.prod-app provider.aws.0.access_key',
      '@root.prod-app provider.github.0.token',
      '@root.prod-app output.db_password.value',
      '@root.prod-app output.dsn.value',
    ]),
  );
});

test.each(Object.keys(formats))('%s shows none of them', async (name) => {
  const { report } = await judged();
  expect(shownIn(formats[name]!(report, options))).toEqual([]);
});

test('nor does the page of a review, nor its input', async () => {
  const { graph, report } = await judged();
  const review = assembleReview(graph, report, { frameworks: Object.values(frameworks) });
  expect(shownIn(JSON.stringify(review))).toEqual([]);
  expect(shownIn(reviewPage(review))).toEqual([]);
});
