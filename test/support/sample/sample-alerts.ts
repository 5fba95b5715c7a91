// What should be looked at in that window company.
import type { WireAlert } from '../../../src/wire/alert.ts';

export function sampleAlerts(now: number): WireAlert[] {
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  return [
    {
      id: 'a1',
      rule: 'pool-short',
      subject: 'petersburg',
      severity: 'critical',
      at: at(14),
      until: null,
      facts: { utilisation_percent: 100, free: 0, turned_away: 14 },
    },
    {
      id: 'a2',
      rule: 'missed-callers',
      subject: '',
      severity: 'warning',
      at: at(48),
      until: null,
      facts: { callers: 3, longest_min: 55 },
    },
  ];
}
