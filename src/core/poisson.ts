// Arrivals at random.

/** Probability of at most `count` arrivals when `mean` are expected: sum over i of e^-m m^i / i!. Sound up to means of 700. */
export function poissonAtMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let i = 1; i <= count; i++) {
    term *= mean / i;
    sum += term;
  }
  return Math.min(1, sum);
}
