// A list by key, in the order in which the keys come up (`Map.groupBy`, which Node 20 lacks).

export function grouped<K, T>(list: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
