// Text that reads as one piece though it is split over inline elements, and the way back to its nodes.
import { EDGE } from './number-text.ts';

/** Text here belongs to the page's code, to what the visitor writes, or was marked by the owner: never touched. */
const UNTOUCHED =
  'head>title,script:not([type*=ld]),style,noscript,textarea,select,code,' +
  '[contenteditable]:not([contenteditable=false]),[role=textbox],.CodeMirror,.monaco-editor,.ace_editor,' +
  '[data-leaseline-ignore],[data-leaseline-visit-code]';

const INLINE =
  /^([abiqsu]|(ab|no|w)?br|bd[io]|big|em|font|ins|label|mark|small|t?span|strong|su[bp]|time|tt)$/;

export interface TextRun {
  text: string;
  /** Texts, or one attribute; `at`: where its value begins in `text`. */
  parts: { node: Text | Attr; at: number }[];
}

// Not `instanceof`: a node that came from a frame has another window's classes.
const isElement = (node: Node | null): node is Element =>
  (node as Element | null)?.matches as unknown as boolean;
// CDATA sections of XHTML can be split, too.
const isText = (node: Node): node is Text => (node as Text).splitText as unknown as boolean;
const isInline = (node: Node | null): boolean => isElement(node) && INLINE.test(node.localName);

/**
 * Reads what is at and below `node`; for text and inline elements also what they read together with, once for all nodes
 * with the same `done`. `onElement` gets each element that is not left untouched.
 */
export function readRuns(
  node: Node,
  done: Set<Node>,
  onRun: (run: TextRun) => void,
  onElement: (element: Element) => void,
): void {
  let run: TextRun = { text: '', parts: [] };
  let last: Node | undefined;
  const flush = () => {
    onRun(run);
    run = { text: '', parts: [] };
  };
  const visit = (node: Node) => {
    if (isText(node)) {
      // The parser splits a long text into several nodes of one parent: there is no edge between those.
      if (run.text && node.previousSibling !== last) run.text += EDGE;
      last = node;
      run.parts.push({ node, at: run.text.length });
      run.text += node.data;
    } else if (isElement(node)) {
      const inline = isInline(node);
      const untouched = node.matches(UNTOUCHED);
      if (!inline || untouched) flush();
      if (untouched) return;
      if (node.localName === 'br') run.text += '\n';
      onElement(node);
      // Three times as fast as `childNodes` on a large page.
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
      if (!inline) flush();
    }
  };

  if ((isElement(node) ? node : node.parentElement)?.closest(UNTOUCHED)) return;
  let at: Node | null = node;
  if (flows(node)) {
    while (isInline(at.parentNode)) at = at.parentNode as Node;
    while (flows(at.previousSibling)) at = at.previousSibling;
  }
  if (done.has(at)) return;
  done.add(at);
  do {
    visit(at);
    at = at.nextSibling;
  } while (flows(node) && flows(at));
  flush();
}

/** Writes `text` over `run.text.slice(start, end)`, cut where it was cut before; the last node gets what is over. */
export function writeInRun(run: TextRun, start: number, end: number, text: string): void {
  for (const { node, at } of run.parts) {
    const old = node.nodeValue as string;
    const from = Math.max(start, at);
    const to = Math.min(end, at + old.length);
    const part = text.slice(from - start, to < end ? to - start : undefined);
    if (from < to && part !== run.text.slice(from, to))
      node.nodeValue = old.slice(0, from - at) + part + old.slice(to - at);
  }
}

function flows(node: Node | null): node is Node {
  return (node && (isInline(node) || !isElement(node))) as boolean;
}
