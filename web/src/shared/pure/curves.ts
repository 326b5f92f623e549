/** The mean of a figure over the folds that have it at each epoch, epochs in order; null where none has it. */
export function meanByEpoch<T extends { epoch: number }>(folds: readonly (readonly T[])[], of: (epoch: T) => number | null | undefined): Map<number, number | null> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const fold of folds) {
    for (const epoch of fold) {
      const entry = sums.get(epoch.epoch) ?? { sum: 0, count: 0 };
      sums.set(epoch.epoch, entry);
      const value = of(epoch);
      if (value == null) continue;
      entry.sum += value;
      entry.count += 1;
    }
  }
  return new Map([...sums].sort((a, b) => a[0] - b[0]).map(([epoch, { sum, count }]) => [epoch, count > 0 ? sum / count : null]));
}
