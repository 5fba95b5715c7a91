// The printed numbers of a page: finds them, shows lent ones in their place, and keeps doing so as the page changes.
import type { LeasedNumber } from '../src/wire/lease.ts';
import type { SnippetSettings } from '../src/wire/snippet-settings.ts';
import { aimAt, findNumbers } from './number-text.ts';
import { openRewriteGuard } from './rewrite-guard.ts';
import { type NumberFormat, rewriteNumber } from './rewrite-number.ts';
import { after, on, safely } from './safely.ts';
import { type Part, partOf, putInParts, readRuns, writeParts } from './text-run.ts';

const ATTRIBUTES = 'href aria-label title alt placeholder content'.split(' ');
const DIALLED = /^\s*(tel|callto):/i;
const DIALLED_OR_WRITTEN_TO = /^\s*(tel|callto|sms|viber|whatsapp):|^\w*:?\/\/(wa\.me|\w+\.whatsapp\.com)\//i;
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
  const isSwapped = settings.messengers ? DIALLED_OR_WRITTEN_TO : DIALLED;
  let shown: readonly LeasedNumber[] = [];
  const lentFor = (printed: string) => shown.find(({ replace }) => replace === printed);
  /** What is looked for; of a number that was lent for several, the latest meaning first. */
  let targets = [...settings.numbers.map((number) => [number, number]), ...(settings.lent ?? [])].flatMap(
    ([printed, ...ranges]) =>
      ranges.map((range) => aimAt(settings, printed as string, ...(range.split('-') as [string]))),
  );
  let code: string | undefined;
  let format: NumberFormat | undefined;
  const mayRewrite = openRewriteGuard(safely(read));

  /** Writes what stands for each number in a text: from the end, so that places stay. */
  function onRun(text: string, parts: Part[], link?: boolean): void {
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

  function onElement(element: Element, inner: Node[]): void {
    for (const name of ATTRIBUTES) {
      const node = element.getAttributeNode(name);
      const link = name === 'href';
      if (node && (!link || isSwapped.test(node.value))) {
        const part = partOf(node);
        onRun(part.was, [part], link);
      }
    }
    const root = element.shadowRoot ?? (element as HTMLIFrameElement).contentDocument;
    if (root) {
      observe(root);
      inner.push(...root.childNodes);
    }
  }

  function observe(root: Node): void {
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ATTRIBUTES,
    });
  }

  function read(nodes: Node[]): void {
    // Shadow roots and frames found on the way come in at the end.
    const done = new Set<Node>();
    for (const node of nodes) readRuns(node, done, onRun, (element) => onElement(element, nodes));
    for (const place of document.querySelectorAll(VISIT_CODE)) {
      if (code && place.textContent !== code && mayRewrite(place)) place.textContent = code;
    }
    onRead();
  }

  const observer = new MutationObserver(
    safely((records) => {
      const roots = new Set<Node>();
      for (const { type, target, addedNodes } of records) {
        for (const node of type === 'childList' ? addedNodes : [target]) roots.add(node);
      }
      // What was put into something new is read with it.
      read([...roots].filter(({ parentNode }) => !roots.has(parentNode as Node)));
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
    observe(root);
    read([...root.childNodes]);
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
