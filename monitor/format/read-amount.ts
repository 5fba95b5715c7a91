// Money as people type it.

/** `148 500,50` -> 148500.5; nothing -> null; anything else than an amount -> undefined. */
export function readAmount(text: string): number | null | undefined {
  const plain = text.replace(/[\s\u00a0\u202f_₽$€]/g, '').replace(',', '.');
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
