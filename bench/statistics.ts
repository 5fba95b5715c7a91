// Medians and quantiles: the machine is noisy, means lie.

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** One line of a table: a label, then columns of 14. */
export function row(label: string, ...columns: (string | number)[]): string {
  return label.padEnd(34) + columns.map((column) => String(column).padStart(16)).join('');
}
