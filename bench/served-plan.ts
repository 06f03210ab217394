import { ServedProvider } from '../cli/plan/served-provider';
import { processIo } from '../cli/io';
import { offline, Terraform, unreachable } from '../cli/terraform/terraform';

/** One `terraform plan` as `terrace plan` runs it, and nothing else: what `bench/plan.ts` measures. */
async function main(): Promise<void> {
  const { binary, source, args, cwd, dataDir } = JSON.parse(process.argv[2] ?? '');
  const io = processIo(true);
  const terraform = new Terraform(binary, source, io, offline(io.env));
  const provider = await ServedProvider.of(terraform, { dataDir, lock: '' }, { ...offline(io.env), ...unreachable });
  try {
    const ran = await provider.run(args, { cwd, env: { ...unreachable, TF_DATA_DIR: dataDir } });
    if (ran.exitCode !== 0) console.error(ran.stdout, ran.stderr);
    process.exitCode = ran.exitCode;
  } finally {
    await provider.end();
  }
}

void main();
