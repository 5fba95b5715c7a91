// The printed numbers of a page: finds them, shows lent ones in their place, and keeps doing so as the page changes.
import type { LeasedNumber } from '../src/wire/lease.ts';
import type { SnippetSettings } from '../src/wire/snippet-settings.ts';
import { aimAt, findNumbers } from './number-text.ts';
import { openRewriteGuard } from './rewrite-guard.ts';
import { type NumberFormat, rewriteNumber } from './rewrite-number.ts';
import { after, on, safely } from './safely.ts';
import { isUntouched, readRuns, type TextRun, writeInRun } from './text-run.ts';

const ATTRIBUTES = ['href', 'aria-label', 'title', 'alt', 'placeholder', 'content'];
const DIALLED = /^\s*(tel|callto):/i;
const DIALLED_OR_WRITTEN_TO = /^\s*(tel|callto|sms|viber|whatsapp):|\/\/(wa\.me|\w+\.whatsapp\.com)\//i;
const VISIT_CODE = '[data-leaseline-visit-code]';

export interface PageNumbers {
  /** The printed numbers seen on this page so far, E.164. */
  readonly found: ReadonlySet<string>;
  /** From now on these stand in place of the printed ones; a printed number not among them comes back. */
  show(numbers: readonly LeasedNumber[], visitCode: string): void;
  /** Whether a lent number stands in place of this printed one. */
  shows(printed: string): boolean;
  /** Whether a text, or the address of a link, holds a lent number in view. */
  holdsLent(text: string): boolean;
  /** Watches this, too: a shadow root nobody else can see. */
  watch(root: Node): void;
  /** How lent numbers are written from now on. */
  format(format: NumberFormat): void;
}

/**
 * Watches the page from now on. `onFound` is called when a printed number turns up that was not there before,
 * `onDocument` for the page and for each frame it may look into.
 */
export function watchPage(
  settings: SnippetSettings,
  onFound: () => void,
  onDocument: (document: Document) => void,
): PageNumbers {
  const { numbers: printed, lent = [], messengers = true } = settings;
  const found = new Set<string>();
  const watched = new WeakSet<Node>();
  const isLink = messengers ? DIALLED_OR_WRITTEN_TO : DIALLED;
  let shown = new Map<string, LeasedNumber>();
  /** What is looked for; of a number that was lent for several, the latest meaning first. */
  let targets = [
    ...printed.map((number) => aimAt(settings, number, number)),
    ...lent.flatMap(([printed, ...ranges]) =>
      ranges.map((range) => aimAt(settings, printed, ...(range.split('-') as [string]))),
    ),
  ];
  let known = 0;
  let code = '';
  let format: NumberFormat | undefined;
  const mayRewrite = openRewriteGuard((places) => read(places));

  /** Calls `write` for each number in `text` that another has to stand for: from the end, so that places stay. */
  function swap(
    text: string,
    place: Node,
    write: (start: number, end: number, text: string) => void,
    link?: boolean,
    format?: NumberFormat,
  ): void {
    for (const written of findNumbers(text, targets).reverse()) {
      const { number, printed, start, end } = written;
      found.add(printed);
      const next = shown.get(printed);
      const did = next?.did ?? printed;
      if (did !== number && mayRewrite(place)) {
        const bare = { replace: printed, did, national: did, international: did };
        const old = text.slice(start, end);
        write(start, end, rewriteNumber(old, written, (!link && next) || bare, settings, next && format));
      }
    }
  }

  function onRun(run: TextRun): void {
    swap(
      run.text,
      run.parts[0]?.node.parentNode as Node,
      (start, end, text) => writeInRun(run, start, end, text),
      false,
      format,
    );
  }

  function onElement(element: Element, inner: Node[] = []): void {
    for (const name of ATTRIBUTES) {
      let text = element.getAttribute(name);
      const link = name === 'href';
      if (text && !(link && !isLink.test(text)))
        swap(
          text,
          element,
          (start, end, number) => {
            text = text?.slice(0, start) + number + text?.slice(end);
            element.setAttribute(name, text);
          },
          link,
        );
    }
    const root = element.shadowRoot ?? (element as HTMLIFrameElement).contentDocument;
    if (root) {
      observe(root);
      inner.push(root);
    }
  }

  function observe(root: Node): void {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ATTRIBUTES,
    });
    if (root.nodeType === Node.DOCUMENT_NODE) {
      // Another page in a frame is another document.
      on(root, 'load', ({ target }) => (target as HTMLIFrameElement).contentDocument && read([target as Node]));
      onDocument(root as Document);
    }
  }

  function read(nodes: Node[]): void {
    // Shadow roots and frames found on the way come in at the end.
    for (const node of nodes) readRuns(node, onRun, (element) => onElement(element, nodes));
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

  const observer = new MutationObserver(
    safely((records) => {
      const roots = new Set<Node>();
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes') {
          if (!isUntouched(target)) onElement(target as Element);
        } else for (const node of type === 'childList' ? addedNodes : [target]) roots.add(node);
      }
      read([...roots].filter((node) => !hasAncestorIn(roots, node)));
    }),
  );
  after(Element.prototype, 'attachShadow', ({ host }: ShadowRoot) => read([host]));

  function show(numbers: readonly LeasedNumber[], visitCode: string): void {
    shown = new Map(numbers.map((number) => [number.replace, number]));
    targets = [...numbers.map(({ replace, did }) => aimAt(settings, replace, did)), ...targets];
    code = visitCode;
    watch(document);
  }

  function watch(root: Node): void {
    observe(root);
    read([root]);
  }

  return {
    found,
    show,
    watch,
    shows: (printed) => shown.has(printed),
    holdsLent: (text) =>
      findNumbers(text, targets).some(({ number, printed }) => shown.get(printed)?.did === number),
    format(next) {
      const numbers = [...shown.values()];
      // What is formatted already is written anew from the printed number.
      show([], code);
      format = next;
      show(numbers, code);
    },
  };
}

function hasAncestorIn(roots: ReadonlySet<Node>, node: Node): boolean {
  for (let parent = node.parentNode; parent; parent = parent.parentNode) if (roots.has(parent)) return true;
  return false;
}
