// Tabs report as snippet/presence.ts does.
import { describe, expect, it } from 'vitest';
import { type Look, VisitTrack } from '../../src/simulation/visit-track.ts';
import { SECOND } from '../support/lease-policy.ts';
import { HOUR, SCENARIO } from '../support/scenario.ts';

function look(stay_s: number, touched_s = Number.POSITIVE_INFINITY, until_s = 0): Look {
  return { stay: stay_s * SECOND, touchedAfter: touched_s * SECOND, engagedUntil: until_s * SECOND };
}

/** `tab:sign@seconds`, since the visit began. */
function told({ signs }: VisitTrack): string[] {
  return signs.map(({ tab, sign, at }) => `${tab}:${sign}@${(at - HOUR) / SECOND}`);
}

function track(): VisitTrack {
  return new VisitTrack({ ...SCENARIO, heartbeat: 30 * SECOND, settledAfter: 10 * SECOND }, HOUR);
}

describe('a page in sight', () => {
  it('tells its first touch, that it settled, and a heartbeat each 30 s', () => {
    const visit = track();
    visit.look(look(95, 40, 50));
    visit.end(() => false);
    expect(told(visit)).toEqual([
      '0:view@0',
      '0:settled@10',
      '0:visible@30',
      '0:touched@40',
      '0:engaged@60',
      '0:visible@90',
      '0:left@95',
    ]);
  });

  it('is left at once for the next one, which begins anew', () => {
    const visit = track();
    visit.look(look(20, 5, 15));
    visit.follow();
    visit.look(look(35));
    visit.end(() => true);
    expect(told(visit)).toEqual([
      '0:view@0',
      '0:touched@5',
      '0:settled@10',
      '0:left@20',
      '0:view@21',
      '0:settled@31',
      '0:visible@51',
      '0:hidden@56',
    ]);
  });

  it('says nothing while it is hidden, and then beats from its return', () => {
    const visit = track();
    visit.look(look(20, 5, 15));
    visit.goAway(100 * SECOND);
    visit.look(look(70));
    visit.end(() => true);
    expect(told(visit).slice(3)).toEqual([
      '0:hidden@20',
      '0:visible@120',
      // What was done before it was hidden was not reported yet.
      '0:engaged@150',
      '0:visible@180',
      '0:hidden@190',
    ]);
  });
});

describe('tabs', () => {
  it('hide one another, beat only in sight, and end each in its own way', () => {
    const visit = track();
    visit.look(look(5));
    visit.openTab();
    visit.look(look(40));
    visit.switchTab();
    visit.look(look(6));
    const stays = [true, false];
    visit.end(() => stays.shift() ?? false);
    expect(told(visit)).toEqual([
      '0:view@0',
      '0:hidden@5',
      '1:view@5',
      '1:settled@15',
      '1:visible@35',
      '1:hidden@45',
      '0:visible@45',
      '0:left@51',
    ]);
    expect([visit.tabs, visit.tab]).toEqual([2, 0]);
  });

  it('that are closed in the background say so', () => {
    const visit = track();
    visit.openTab();
    visit.end(() => false);
    expect(told(visit)).toEqual(['0:view@0', '0:hidden@0', '1:view@0', '0:left@0', '1:left@0']);
  });
});

it('a tap is told in its place', () => {
  const visit = track();
  visit.look(look(35));
  visit.tapAt(HOUR + 31 * SECOND);
  visit.hide();
  visit.hide();
  expect(told(visit).slice(2)).toEqual(['0:visible@30', '0:intent@31', '0:hidden@35']);
});
