// The printed numbers of a page: finds them, shows lent ones in their place, and keeps doing so as the page changes.
import type { LeasedNumber } from '../src/wire/lease.ts';
import type { SnippetSettings } from '../src/wire/snippet-settings.ts';
import { findNumbers } from './number-text.ts';
import { openRewriteGuard } from './rewrite-guard.ts';
import { rewriteNumber, type Substitute } from './rewrite-number.ts';
import { safely } from './safely.ts';
import { readRuns, type TextRun, UNTOUCHED, writeInRun } from './text-run.ts';

const ATTRIBUTES = ['href', 'aria-label', 'title'];
const VISIT_CODE = '[data-leaseline-visit-code]';

export interface PageNumbers {
  /** The printed numbers seen on this page so far, E.164. */
  readonly found: ReadonlySet<string>;
  /** From now on these stand in place of the printed ones; a printed number not among them comes back. */
  show(numbers: readonly LeasedNumber[], visitCode: string): void;
  /** Whether a lent number stands in place of this printed one. */
  shows(printed: string): boolean;
  /** Whether a text holds a lent number in view. */
  holdsLent(text: string): boolean;
}

/** The address of a link that dials, `%20` and `%2B` in it read as what they stand for; else undefined. */
export function dialled(href: string | null | undefined): string | undefined {
  return href && /^\s*(tel|callto):/i.test(href)
    ? href.replace(/%2\w/g, (escaped) => decodeURIComponent(escaped))
    : undefined;
}

/** Watches the page from now on; `onFound` is called when a printed number turns up that was not there before. */
export function watchPage(settings: SnippetSettings, onFound: () => void): PageNumbers {
  const found = new Set<string>();
  let shown = new Map<string, Substitute>();
  /** Printed numbers, by every number that ever stood in their place. */
  const stoodFor = new Map<string, string>();
  /** What to write, by the number that stands there: a printed one, or one lent earlier. */
  let swaps = new Map<string, Substitute>();
  let wanted: Iterable<string> = settings.numbers;
  let known = 0;
  let code = '';
  const mayRewrite = openRewriteGuard();

  /** Calls `write` for each number in `text` that another has to stand for: from the end, so that places stay. */
  function swap(
    text: string,
    write: (start: number, end: number, text: string) => void,
    inLink?: boolean,
  ): void {
    for (const written of findNumbers(text, wanted, settings).reverse()) {
      const { number, start, end } = written;
      if (settings.numbers.includes(number)) found.add(number);
      const next = swaps.get(number);
      if (!next) continue;
      const { did } = next;
      const substitute = inLink ? { did, national: did, international: did } : next;
      write(start, end, rewriteNumber(text.slice(start, end), written, substitute, settings));
    }
  }

  function onRun(run: TextRun): void {
    swap(run.text, (start, end, text) => {
      if (mayRewrite(run.parts[0]?.node.parentNode as Node)) writeInRun(run, start, end, text);
    });
  }

  function onElement(element: Element): void {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      let text = (name === 'href' ? dialled(value) : value) ?? '';
      swap(
        text,
        (start, end, number) => {
          text = text.slice(0, start) + number + text.slice(end);
          if (text !== value && mayRewrite(element)) element.setAttribute(name, text);
        },
        name === 'href',
      );
    }
  }

  function read(nodes: Iterable<Node | null>): void {
    for (const node of nodes) if (node) readRuns(node, onRun, onElement);
    if (code) {
      for (const place of document.querySelectorAll(VISIT_CODE)) {
        if (place.textContent !== code && mayRewrite(place)) place.textContent = code;
      }
    }
    if (found.size > known) {
      known = found.size;
      onFound();
    }
  }

  new MutationObserver(
    safely((records) => {
      const roots = new Set<Node>();
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes') {
          if (!(target as Element).closest(UNTOUCHED)) onElement(target as Element);
        } else for (const node of type === 'childList' ? addedNodes : [target]) roots.add(node);
      }
      read([...roots].filter((node) => !hasAncestorIn(roots, node)));
    }),
  ).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ATTRIBUTES,
  });

  return {
    found,
    show(numbers, visitCode) {
      const next = new Map<string, Substitute>(numbers.map((number) => [number.replace, number]));
      swaps = new Map(next);
      for (const [lent, printed] of stoodFor) {
        if (!next.has(lent)) {
          swaps.set(lent, next.get(printed) ?? { did: printed, national: printed, international: printed });
        }
      }
      for (const [printed, { did }] of next) stoodFor.set(did, printed);
      wanted = new Set([...settings.numbers, ...swaps.keys()]);
      shown = next;
      code = visitCode;
      read([document.body]);
      // What is lent now must stay, even if it was lent for another printed number before.
      for (const { did } of next.values()) swaps.delete(did);
    },
    shows: (printed) => shown.has(printed),
    holdsLent: (text) =>
      findNumbers(
        text,
        Array.from(shown.values(), ({ did }) => did),
        settings,
      ).length > 0,
  };
}

function hasAncestorIn(roots: ReadonlySet<Node>, node: Node): boolean {
  for (let parent = node.parentNode; parent; parent = parent.parentNode) if (roots.has(parent)) return true;
  return false;
}
