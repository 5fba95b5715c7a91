// Numbers with the form of the word that each language wants beside them.

const russian = new Intl.PluralRules('ru');

/** English: `1 call`, `2 calls`. */
export function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** The form that Russian grammar wants beside this number. */
export function russianForm(n: number, one: string, few: string, many: string): string {
  const rule = russian.select(n);
  return rule === 'one' ? one : rule === 'few' || rule === 'other' ? few : many;
}

/** Russian: `5 звонков`. */
export function russianCounted(n: number, one: string, few: string, many: string): string {
  return `${n} ${russianForm(n, one, few, many)}`;
}
