// A day as a heading: its weekday and date, and the year when it is another one.

export function formatDay(at: number, options: { language: string; now: number }): string {
  const sameYear = new Date(at).getFullYear() === new Date(options.now).getFullYear();
  const text = new Intl.DateTimeFormat(options.language === 'en' ? 'en-GB' : options.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
