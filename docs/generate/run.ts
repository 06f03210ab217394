import { writeFileSync } from 'node:fs';
import { generatedFiles, moduleReference } from './index';

async function main() {
  await moduleReference('docs/modules');
  for (const [file, content] of Object.entries(generatedFiles())) writeFileSync(file, content);
}

void main();
