// The printed numbers of a page: finds them, shows lent ones in their place, and keeps doing so as the page changes.
import type { LeasedNumber } from '../src/wire/lease.ts';
import type { SnippetSettings } from '../src/wire/snippet-settings.ts';
import { aimAt, findNumbers, hintAt } from './number-text.ts';
import { openRewriteGuard } from './rewrite-guard.ts';
import { type NumberFormat, rewriteNumber } from './rewrite-number.ts';
import { after, on, safely } from './safely.ts';
import {
  flows,
  isElement,
  isUntouched,
  type Part,
  partOf,
  placeOf,
  putInParts,
  readRuns,
  startOf,
  writeParts,
} from './text-run.ts';

const ATTRIBUTES = 'href aria-label title alt placeholder content'.split(' ');
/** A turn of reading ends after so long (ms), and the rest of the page is read in another. */
const TURN_MS = 8;
const DIALLED = '^\\s*(tel|callto):';
const VISIT_CODE = '[data-leaseline-visit-code]';

export interface PageNumbers {
  /** The printed numbers seen on this page so far, E.164. */
  readonly found: Set<string>;
  /** From now on these stand in place of the printed ones; a printed number not among them comes back. */
  show(numbers: readonly LeasedNumber[], visitCode: string | undefined): void;
  /** What stands in place of this printed one. */
  lentFor(printed: string): LeasedNumber | undefined;
  /** Whether a text, or the address of a link, holds a lent number in view. */
  holdsLent(text: string): boolean;
  /** Watches this, too: a shadow root nobody else can see. */
  watch(root?: Node): void;
  /** Writes lent numbers so from now on. */
  write(format: NumberFormat): void;
}

/** Watches the page from now on. `onRead` is called whenever something was read. */
export function watchPage(settings: SnippetSettings, onRead: () => void): PageNumbers {
  const found = new Set<string>();
  const isSwapped = new RegExp(settings.links ?? DIALLED, 'i');
  let shown: readonly LeasedNumber[] = [];
  const lentFor = (printed: string) => shown.find(({ replace }) => replace === printed);
  /** What is looked for; of a number that was lent for several, the latest meaning first. */
  let targets = settings.lent.flatMap((ranges) =>
    ranges.map((range) => aimAt(settings, ranges[0], ...(range.split('-') as [string]))),
  );
  let code: string | undefined;
  let format: NumberFormat | undefined;
  let hint: RegExp;
  /** What `watch` was called for. */
  const roots = new Set<Node>();
  /** Elements still to be read, in the order of the page. */
  const later = new Set<Iterable<Element>>();
  /** The timer of the next turn, if there is to be one. */
  let turn: unknown;
  const mayRewrite = openRewriteGuard(safely(read));

  /** Writes what stands for each number in a text: from the end, so that places stay. */
  function onRun(text: string, parts: Part[], link?: boolean): void {
    if (!hint.test(text) || isUntouched(placeOf((parts[0] as Part).node))) return;
    for (const number of findNumbers(text, targets)) {
      const { aim, start, end } = number;
      const next = lentFor(aim.printed);
      found.add(aim.printed);
      putInParts(
        parts,
        start,
        end,
        rewriteNumber(text.slice(start, end), number, next?.did ?? aim.printed, !link && next, format),
      );
    }
    writeParts(parts, mayRewrite);
  }

  function enter(root: Node): void {
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ATTRIBUTES,
    });
    look(root.childNodes);
  }

  /** Reads what these nodes are a part of. What is in them has its turn later. */
  function look(nodes: Iterable<Node>): void {
    // Many nodes may be parts of one text.
    const starts = new Set<Node>();
    for (const node of nodes) {
      starts.add(startOf(node));
      if (isElement(node)) {
        readElement(node);
        later.add(node.querySelectorAll('*').values());
      }
    }
    for (const at of starts) readRuns(at, onRun);
  }

  /** What is in it without being its text. */
  function readElement(element: Element): void {
    for (const name of ATTRIBUTES) {
      const node = element.getAttributeNode(name);
      if (node && (name !== 'href' || isSwapped.test(node.value))) {
        const part = partOf(node);
        onRun(part.was, [part], name === 'href');
      }
    }
    const root = element.shadowRoot ?? (element as HTMLIFrameElement).contentDocument;
    if (root && !isUntouched(element)) enter(root);
  }

  function read(nodes: Iterable<Node>): void {
    look(nodes);
    // What we write ourselves is told in the same turn.
    if (!turn) readOn();
  }

  /** Reads what is left, for a turn; what it returns is nobody's. */
  function readOn(): unknown {
    turn = 0;
    const end = performance.now() + TURN_MS;
    for (const elements of later) {
      for (const element of elements) {
        readElement(element);
        if (!flows(element)) readRuns(element, onRun);
        if (performance.now() > end) return (turn = setTimeout(safely(readOn)));
      }
      later.delete(elements);
    }
    for (const place of document.querySelectorAll(VISIT_CODE)) {
      if (code && place.textContent !== code && mayRewrite(place)) place.textContent = code;
    }
    return onRead();
  }

  const observer = new MutationObserver(
    safely((records) => {
      const changed = new Set<Node>();
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes') readElement(target as Element);
        else for (const node of type === 'childList' ? addedNodes : [target]) changed.add(node);
      }
      // What was put into something new is read with it.
      read([...changed].filter(({ parentNode }) => !changed.has(parentNode as Node)));
    }),
  );
  after(Element.prototype, 'attachShadow', (host: Node) => read([host]));
  // Another page in a frame is another document.
  on(document, 'load', ({ target }) => read([target as Node]));

  function show(numbers: readonly LeasedNumber[], visitCode: string | undefined): void {
    shown = numbers;
    targets = [...numbers.map(({ replace, did }) => aimAt(settings, replace, did)), ...targets];
    code = visitCode;
    watch();
  }

  function watch(root: Node = document): void {
    roots.add(root);
    hint = hintAt(targets);
    for (const root of roots) enter(root);
    read([]);
  }

  return {
    found,
    show,
    watch,
    lentFor,
    holdsLent: (text) =>
      findNumbers(text, targets).some(({ meant, aim }) => lentFor(aim.printed)?.did === meant),
    write: (next) => {
      format = next;
    },
  };
}
