// A span of days as short as it goes: `1–25 Nov 2026`.

/** @param first, last `YYYY-MM-DD` */
export function formatDays(first: string, last: string, language: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.formatRange(Date.parse(first), Date.parse(last));
}
