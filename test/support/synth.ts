import { Testing, TerraformStack } from 'cdktf';
import { rmSync } from 'node:fs';

export type Attributes = Record<string, any>;

/** A resource of a synthesized stack: its type, its name in the JSON, and its attributes. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly attributes: Attributes;
}

/** What a stack synthesizes to, to be asked about every instance of a type and not just one that happens to match. */
export class Synthesized {
  constructor(readonly json: Attributes) {}

  /** All resources, or all of `type`. */
  resources(type?: string): Resource[] {
    return Object.entries<Record<string, Attributes>>(this.json.resource ?? {})
      .filter(([candidate]) => !type || candidate === type)
      .flatMap(([type, named]) => Object.entries(named).map(([name, attributes]) => ({ type, name, attributes })));
  }

  /** The attributes of every resource of `type`; throws when there is none, so that a loop over them cannot pass empty. */
  all(type: string): Attributes[] {
    const found = this.resources(type);
    if (found.length === 0) throw new Error(`no ${type} among ${this.types().join(', ')}`);
    return found.map(({ attributes }) => attributes);
  }

  /** The attributes of the only resource of `type`; throws when there is none or more. */
  one(type: string): Attributes {
    const [only, ...others] = this.all(type);
    if (others.length > 0) throw new Error(`expected one ${type}, found ${others.length + 1}`);
    return only!;
  }

  none(type: string): boolean {
    return this.resources(type).length === 0;
  }

  /** The resource types present, sorted. */
  types(): string[] {
    return Object.keys(this.json.resource ?? {}).sort();
  }

  /** The reference that another resource would use for an attribute of the only resource of `type`. */
  reference(type: string, attribute: string): string {
    this.one(type);
    return `\${${type}.${this.resources(type)[0]!.name}.${attribute}}`;
  }
}

/** Builds a stack named `stack` and synthesizes it, with cdktf's validations; construct paths start with `stack/`. */
export function synth(build: (stack: TerraformStack) => void): Synthesized {
  return inStack(build, (stack) => new Synthesized(JSON.parse(Testing.synth(stack, false))));
}

/** The protections that `build` switches off, with their reasons, by construct path. They are metadata, which `synth` leaves out. */
export function optOuts(build: (stack: TerraformStack) => void): Record<string, Record<string, string>> {
  return inStack(build, (stack) => {
    const resources = new Synthesized(stack.toTerraform()).resources().map(({ attributes }) => attributes['//']);
    return Object.fromEntries(resources.flatMap((it) => (it.opt_outs ? [[it.metadata.path, it.opt_outs]] : [])));
  });
}

function inStack<T>(build: (stack: TerraformStack) => void, read: (stack: TerraformStack) => T): T {
  const app = Testing.app();
  try {
    const stack = new TerraformStack(app, 'stack');
    build(stack);
    return read(stack);
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

/** A policy's statements by Sid. */
export function statements(policy: string): Record<string, Attributes> {
  return Object.fromEntries(JSON.parse(policy).Statement.map((statement: Attributes) => [statement.Sid, statement]));
}
