// What a secret is called in AWS, and which services read it: its policy names their roles, and `terrace secret` tells of them.

interface Reading {
  readonly secrets?: readonly unknown[];
}

/** The services that read a secret. */
export function readersOf(services: Readonly<Record<string, Reading>>, secret: string): string[] {
  return Object.keys(services).filter((service) => services[service]?.secrets?.includes(secret));
}

/** `prod/carrier-webhook`; Terraform adds a hyphen and 26 digits. */
export function secretNameOf({ name }: { readonly name: string }, secret: string): string {
  return `${name}/${secret}`;
}
