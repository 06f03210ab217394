const range = (from: number, to: number, step: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** What Fargate offers, in CPU units and MiB (ECS developer guide, "Amazon ECS task definition parameters for Fargate", Task size). */
const sizes: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: range(1024, 4096, 1024),
  1024: range(2048, 8192, 1024),
  2048: range(4096, 16_384, 1024),
  4096: range(8192, 30_720, 1024),
  8192: range(16_384, 61_440, 4096),
  16_384: range(32_768, 122_880, 8192),
};

/** The sizes of memory that a size of CPU can have; undefined for one that Fargate does not have. */
export function memoryMbFor(cpu: number): readonly number[] | undefined {
  return Object.hasOwn(sizes, cpu) ? sizes[cpu] : undefined;
}
