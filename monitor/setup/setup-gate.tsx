// The way to the set-up page, whose code is fetched only by who was invited.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function SetupGate() {
  const [page, setPage] = useState<{ Page: FunctionComponent } | null>(null);
  useEffect(() => {
    void import('./setup-page.tsx').then(({ SetupPage }) => setPage({ Page: SetupPage }));
  }, []);
  return page && <page.Page />;
}
