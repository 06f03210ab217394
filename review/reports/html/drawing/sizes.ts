import type { Look } from './diagram-items';

/** Sizes in the picture's own units, which are pixels at its full width. */
export const size = {
  margin: 16,
  label: 132,
  zone: 236,
  gap: 12,
  head: 44,
  slot: 30,
  line: 16,
  lane: 16,
  caption: 190,
} as const;

/** The width of a gateway in the wall of the VPC. */
export const door = 150;

/** Something drawn as a bar across the zones that it may be in. */
export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
