// What the server answers to a GET, for a component: asked anew when the path changes, the old answer shown meanwhile.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Failure, get } from './api.ts';

export interface Asked<T> {
  /** The latest answer; of another path while `loading`. Null until there was one. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
  reload(): void;
}

/** @param path null: nothing to ask */
export function useAnswer<T>(path: string | null): Asked<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Omit<Asked<T>, 'reload'>>({
    value: null,
    failure: null,
    loading: path !== null,
  });
  const latest = useRef(0);

  useEffect(() => {
    if (path === null) return;
    const mine = ++latest.current;
    setState((old) => ({ ...old, loading: true }));
    void get<T>(path).then((answer) => {
      if (mine !== latest.current) return;
      if (answer.type === 'ok') setState({ value: answer.value, failure: null, loading: false });
      else setState((old) => ({ value: old.value, failure: answer, loading: false }));
    });
    return () => {
      latest.current++;
    };
  }, [path, round]);

  return { ...state, reload: () => setRound((n) => n + 1) };
}
