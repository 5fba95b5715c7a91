// Texts of alerts, in English.
import { counted } from '../plurals.ts';

export const alerts = {
  title: 'Alerts',
  open: (n: number) => `${counted(n, 'alert', 'alerts')}`,
  none: 'Nothing needs your attention.',
  since: (time: string) => `since ${time}`,
  severity: { warning: 'Warning', critical: 'Critical' },
  'pbx-down': (box: string, reason: string) => `No link to ${box}${reason === '' ? '' : `: ${reason}`}`,
  'pool-short': (pool: string, percent: number, turnedAway: number) =>
    turnedAway > 0
      ? `Pool ${pool} is exhausted: ${counted(turnedAway, 'visitor', 'visitors')} got the shared number`
      : `Pool ${pool} is ${percent} % in use`,
  'missed-callers': (callers: number, span: string) =>
    `${counted(callers, 'caller waits', 'callers wait')} for a call back, the longest for ${span}`,
  'calls-drop': (now: number, usual: number) => `Few calls: ${now} in the last hour, usually ${usual}`,
  'visits-drop': (now: number, usual: number) => `Few visits: ${now} in the last hour, usually ${usual}`,
};

export type AlertsTexts = typeof alerts;
