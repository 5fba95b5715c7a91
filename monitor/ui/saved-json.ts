// A choice of more than one word that the operator made on this computer; `read` says whether it still has the right shape.

export function readJson<T>(key: string, read: (value: unknown) => T | null): T | null {
  try {
    const text = localStorage.getItem(`leaseline.${key}`);
    return text === null ? null : read(JSON.parse(text));
  } catch {
    return null;
  }
}

export function saveJson(key: string, value: unknown): void {
  try {
    localStorage.setItem(`leaseline.${key}`, JSON.stringify(value));
  } catch {
    // Private mode or a full disk: the choice lasts until the page is closed.
  }
}
