/** What a plan or a report was made from. */
export interface Provenance {
  /** Absent where there is no git repository. */
  readonly commit?: { readonly id: string; readonly isDirty: boolean };
  readonly terrace: string;
  /** `Terraform 1.11.4`; absent where nothing was planned. */
  readonly terraform?: string;
  /** By source: `{ "hashicorp/aws": "5.100.0" }` */
  readonly providers: Readonly<Record<string, string>>;
  /** The SHA-256 of each input, by its path: the stacks that were synthesized and the lock files. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** `commit 94d21f8; terrace 0.1.0, Terraform 1.11.4, aws 5.100.0` */
export function provenanceText({ commit, terrace, terraform, providers }: Provenance): string {
  const of = commit
    ? `commit ${commit.id.slice(0, 7)}${commit.isDirty ? ' with changes that are not committed' : ''}`
    : 'no commit';
  const versions = Object.entries(providers).map(([source, version]) => `${source} ${version}`);
  return `${of}; ${[`terrace ${terrace}`, terraform, ...versions].filter(Boolean).join(', ')}`;
}
