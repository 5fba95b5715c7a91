// The smallest pool that will do, where trying one costs a run.

/**
 * The least whole number from 1 to `limit` that fits, to within 2 %; null when `limit` itself does not. Supposes that
 * whatever is larger than one that fits, fits.
 */
export async function smallestSize(
  limit: number,
  fits: (size: number) => Promise<boolean>,
): Promise<number | null> {
  if (!(await fits(limit))) return null;
  let tooSmall = 0;
  let fitting = limit;
  while (fitting - tooSmall > Math.max(1, Math.floor(fitting * 0.02))) {
    const middle = Math.ceil((tooSmall + fitting) / 2);
    if (await fits(middle)) fitting = middle;
    else tooSmall = middle;
  }
  return fitting;
}
