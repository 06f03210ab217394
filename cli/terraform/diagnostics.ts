/** An error or a warning, as Terraform's `-json` output gives it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  /** `module.network.aws_vpc.main` */
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context?: string | null };
}

interface Line {
  readonly type?: string;
  readonly '@message'?: string;
  readonly diagnostic?: Diagnostic;
}

/** A line of `terraform plan -json`, if it is JSON: `validate` and crashes print other things too. */
export function readLine(line: string): Line {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Line) : {};
  } catch {
    return {};
  }
}

/** Every diagnostic in the output of a run with `-json`; for a failure without any, the whole output as one. */
export function readDiagnostics(ran: { exitCode: number; stdout: string; stderr: string }, what: string): Diagnostic[] {
  const found = ran.stdout.split('\n').flatMap((line) => readLine(line).diagnostic ?? []);
  if (ran.exitCode === 0 || found.some(({ severity }) => severity === 'error')) return found;
  const output = [ran.stderr, ran.stdout]
    .map((text) => text.trim())
    .filter(Boolean)
    .join('\n');
  return [...found, { severity: 'error', summary: `${what} ended with ${ran.exitCode}`, detail: output }];
}
