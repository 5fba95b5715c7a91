// A moment as an operator names it: the time today, the date before it otherwise, with the year when it is another one.

/** `14:02`; `14:02:09` with `seconds`; `21 Nov, 14:02` when it was not on the day of `now`. Times in ms. */
export function formatTimeOfDay(
  at: number,
  options: { language: string; now: number; seconds?: boolean; timeZone?: string },
): string {
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', ...zone });
  const today = day.format(at) === day.format(options.now);
  return new Intl.DateTimeFormat(options.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(options.seconds ? { second: '2-digit' } : {}),
    ...(today ? {} : { day: 'numeric', month: 'short' }),
    ...(year.format(at) === year.format(options.now) ? {} : { year: 'numeric' }),
    ...zone,
  }).format(at);
}
