// `baselineOf` in a process of its own: jest cannot load packages that are ES modules. Prints the result as JSON.
import { baselineOf } from '../../cli/review/against';
import { processIo } from '../../cli/io';
import { findProject } from '../../cli/project';
import { factsFor } from '../../review/engine/environment-facts';
import { storageEncrypted } from '../../policies/rules/rds/storage-encrypted';

const [root = '', given = '', only] = process.argv.slice(2);
const judging = {
  rules: [storageEncrypted],
  date: '2026-11-21',
  environments: ['prod', 'dev'],
  ...(only && { only: [only] }),
  factsOf: (name: string) => factsFor(name, 'critical'),
};
baselineOf(given, judging, findProject(root), { ...processIo(false), cwd: root }).then(
  (baseline) => console.log(JSON.stringify(baseline)),
  (error: Error) => console.log(JSON.stringify({ error: error.message })),
);
