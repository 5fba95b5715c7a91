// A choice the operator made on this computer; works (for this page) where storage is forbidden too.

export function readChoice<T extends string>(key: string, allowed: readonly T[]): T | null {
  try {
    const saved = localStorage.getItem(`leaseline.${key}`);
    return allowed.find((value) => value === saved) ?? null;
  } catch {
    return null;
  }
}

export function saveChoice(key: string, value: string): void {
  try {
    localStorage.setItem(`leaseline.${key}`, value);
  } catch {
    // Private mode or a full disk: the choice lasts until the page is closed.
  }
}
