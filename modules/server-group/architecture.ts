/** EC2's naming: a `g` after the generation is Graviton (t4g, m7gd, im4gn), as is the first of them, a1. */
export function architecture(instanceType: string): 'arm64' | 'x86_64' {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*)\./.test(instanceType) ? 'arm64' : 'x86_64';
}

/** The same as ECS and image builds spell it. */
export function imageArchitecture(instanceType: string): 'ARM64' | 'X86_64' {
  return architecture(instanceType) === 'arm64' ? 'ARM64' : 'X86_64';
}
