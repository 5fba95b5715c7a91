// What Prometheus reads after each consumer has counted.
import { expect, test } from 'vitest';
import { PrometheusMetrics } from '../../../src/adapters/metrics/prometheus-metrics.ts';
import type { PoolReport } from '../../../src/core/pool-figures.ts';

const figures: PoolReport = {
  id: 'moscow',
  regions: ['RU-MOW'],
  size: 10,
  free: 4,
  leased: 3,
  lingering: 1,
  cooling: 2,
  disabled: 0,
  held: 1,
  utilisation: 0.4,
  granted: 100,
  overflowed: 2,
  sizing: null,
};

test('every consumer counts on its own interface', async () => {
  const metrics = new PrometheusMetrics(() => []);
  metrics.http.refused('malformed-json');
  metrics.http.refused('malformed-json');
  metrics.http.visitorCall('lease');
  metrics.live.clients(3);
  metrics.live.tooSlow();
  metrics.leases.granted('moscow');
  metrics.leases.overflowed('shop', 'exhausted');
  metrics.calls.ended('missed', 'late-call');
  metrics.calls.ignored('office');
  metrics.calls.unsaved();
  metrics.storage.failed('lease');
  const office = metrics.pbx('office');
  office.eventReceived();
  office.malformedDropped();
  metrics.calls.linked('office', true);
  const text = await metrics.text();
  for (const line of [
    'leaseline_http_refused_total{reason="malformed-json"} 2',
    'leaseline_visitor_calls_total{call="lease"} 1',
    'leaseline_live_clients 3',
    'leaseline_live_too_slow_total 1',
    'leaseline_leases_granted_total{pool="moscow"} 1',
    'leaseline_leases_overflowed_total{site="shop",reason="exhausted"} 1',
    'leaseline_calls_total{outcome="missed",method="late-call"} 1',
    'leaseline_calls_ignored_total{pbx="office"} 1',
    'leaseline_calls_unsaved_total 1',
    'leaseline_storage_failures_total{operation="lease"} 1',
    'leaseline_ami_events_total{pbx="office"} 1',
    'leaseline_ami_malformed_total{pbx="office"} 1',
    'leaseline_ami_reconnects_total{pbx="office"} 0',
    'leaseline_pbx_up{pbx="office"} 1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  expect(text).toContain('process_cpu_seconds_total');
  expect(metrics.contentType).toContain('text/plain');
});

test('pools are read at every scrape', async () => {
  let pools = [figures];
  const metrics = new PrometheusMetrics(() => pools);
  await metrics.text();
  pools = [{ ...figures, free: 3, leased: 4, overflowed: 5 }];
  const lines = (await metrics.text()).split('\n');
  expect(lines).toContain('leaseline_pool_dids{pool="moscow",state="free"} 3');
  expect(lines).toContain('leaseline_pool_dids{pool="moscow",state="leased"} 4');
  expect(lines).toContain('leaseline_pool_held_dids{pool="moscow"} 1');
  expect(lines).toContain('leaseline_pool_utilisation_ratio{pool="moscow"} 0.4');
  expect(lines).toContain('leaseline_pool_overflowed_total{pool="moscow"} 5');
});

test('the numbers a pool needs show once they are measured', async () => {
  const sizing: PoolReport['sizing'] = {
    measuredFrom: 0,
    measuredTo: 1,
    busyHourArrivals: 50,
    meanHold: 360_000,
    offeredErlangs: 5,
    blocking: 0.018,
    numbersNeeded: 11,
    advice: '',
  };
  let pools = [figures];
  const metrics = new PrometheusMetrics(() => pools);
  expect(await metrics.text()).not.toContain('leaseline_pool_numbers_needed{');
  pools = [{ ...figures, sizing }];
  expect(await metrics.text()).toContain('leaseline_pool_numbers_needed{pool="moscow"} 11');
});

test('two services in one process do not share their counts', async () => {
  const one = new PrometheusMetrics(() => []);
  const other = new PrometheusMetrics(() => []);
  one.http.refused('malformed-json');
  expect(await other.text()).not.toContain('malformed-json');
});
