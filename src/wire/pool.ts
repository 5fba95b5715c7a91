// A pool in numbers, as operators' programs see it.
import type { PoolFigures } from '../core/pool-figures.ts';

export interface WirePool {
  id: string;
  regions: string[];
  size: number;
  free: number;
  leased: number;
  lingering: number;
  cooling: number;
  disabled: number;
  held: number;
  utilisation: number;
  granted: number;
  overflowed: number;
}

export function toWirePool(figures: PoolFigures): WirePool {
  return { ...figures, regions: [...figures.regions] };
}
