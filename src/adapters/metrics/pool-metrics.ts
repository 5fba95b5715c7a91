// Pool figures as metrics, read from the pools at every scrape so that nothing is counted twice.
import { Counter, Gauge, type Registry } from 'prom-client';
import type { PoolReport } from '../../core/pool-figures.ts';

const STATES = ['free', 'leased', 'lingering', 'cooling', 'disabled'] as const;

export function registerPoolMetrics(registry: Registry, pools: () => readonly PoolReport[]): void {
  const registers = [registry];
  new Gauge({
    name: 'leaseline_pool_dids',
    help: 'DIDs of the pool, by state',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      this.reset();
      for (const pool of pools()) {
        for (const state of STATES) this.set({ pool: pool.id, state }, pool[state]);
      }
    },
  });
  gauge('pool_held_dids', 'DIDs kept because of a call', (pool) => pool.held);
  gauge('pool_utilisation_ratio', 'Share of DIDs leased, lingering or held', (pool) => pool.utilisation);
  gauge(
    'pool_numbers_needed',
    'Numbers that keep overflow at 1 % in a busy hour; absent until enough is measured',
    ({ sizing }) => sizing?.numbersNeeded ?? null,
  );
  new Counter({
    name: 'leaseline_pool_overflowed_total',
    help: 'Visitors whom the pool had no DID for',
    labelNames: ['pool'],
    registers,
    collect() {
      this.reset();
      for (const pool of pools()) this.inc({ pool: pool.id }, pool.overflowed);
    },
  });

  function gauge(name: string, help: string, value: (pool: PoolReport) => number | null): void {
    new Gauge({
      name: `leaseline_${name}`,
      help,
      labelNames: ['pool'],
      registers,
      collect() {
        this.reset();
        for (const pool of pools()) {
          const figure = value(pool);
          if (figure !== null) this.set({ pool: pool.id }, figure);
        }
      },
    });
  }
}
