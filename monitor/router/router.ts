// Where we are: the address as signals, and going elsewhere without loading the page again.
import { batch, computed, signal } from '@preact/signals';
import { BASE, routeOf } from './route.ts';

const pathname = signal(location.pathname);

/** The part after `?`, where filters live. */
export const search = signal(location.search);
export const route = computed(() => routeOf(pathname.value));

/** `replace`: no new entry for the back button, as for each letter typed into a filter. */
export function navigate(to: string, { replace = false } = {}): void {
  const next = new URL(to, location.href);
  if (next.href === location.href) return;
  const moved = next.pathname !== location.pathname;
  history[replace ? 'replaceState' : 'pushState'](null, '', next);
  follow();
  if (moved && !replace) scrollTo(0, 0);
}

/** Changes what stands after `?`; an empty value takes the key away. */
export function setQuery(changes: Record<string, string | null>): void {
  const next = new URLSearchParams(search.value);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(key);
    else next.set(key, value);
  }
  const text = next.toString();
  navigate(text === '' ? location.pathname : `?${text}`, { replace: true });
}

function follow(): void {
  batch(() => {
    pathname.value = location.pathname;
    search.value = location.search;
  });
}

addEventListener('popstate', follow);

/** Plain links to our own screens are followed here; any other click is the browser's. */
document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link?.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (!link.pathname.startsWith(BASE) || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  navigate(link.href);
});
