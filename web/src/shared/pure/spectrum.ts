/** Where a frequency lies among bands with these centers: 0 at the first center, a fraction between two. */
export function bandOf(hz: number, centers: readonly number[]): number {
  const last = centers.length - 1;
  if (last < 1) return 0;
  let i = 0;
  while (i < last - 1 && centers[i + 1] < hz) i++;
  return i + (hz - centers[i]) / (centers[i + 1] - centers[i]);
}

/** The largest absolute value of a map, or a little more than nothing. */
export function largest(values: readonly (readonly number[])[]): number {
  return Math.max(1e-6, ...values.flat().map(Math.abs));
}

/** The value below which a share of the values lie; null where there are none. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
