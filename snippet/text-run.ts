// Text that reads as one piece though it is split over inline elements, and the way back to its nodes.
import { EDGE } from './number-text.ts';

/** Text here belongs to the page's code, to what the visitor writes, or was marked by the owner: never touched. */
export const UNTOUCHED =
  'head>title,script:not([type="application/ld+json"]),style,noscript,textarea,select,code,' +
  '[contenteditable]:not([contenteditable=false]),[role=textbox],' +
  '.CodeMirror,.monaco-editor,.ace_editor,[data-leaseline-ignore],[data-leaseline-visit-code]';

const INLINE =
  /^(a|abbr|b|bd[io]|big|br|del|em|font|i|ins|label|mark|nobr|s|small|span|strong|su[bp]|time|u|wbr)$/;

export interface TextRun {
  text: string;
  /** `at`: where the node's text begins in `text`. */
  parts: { node: Text; at: number }[];
}

// Not `instanceof`: a node that came from a frame has another window's classes.
const isElement = (node: Node | null): node is Element => node?.nodeType === 1;
const isText = (node: Node): node is Text => node.nodeType === 3;
const isInline = (node: Node | null): boolean => isElement(node) && INLINE.test(node.localName);

/**
 * Reads what is at and below `node`; for text and inline elements also what they read together with. `onElement` gets
 * each element that is not left untouched.
 */
export function readRuns(
  node: Node,
  onRun: (run: TextRun) => void,
  onElement: (element: Element) => void,
): void {
  let run: TextRun = { text: '', parts: [] };
  const flush = () => {
    if (run.parts.length) onRun(run);
    run = { text: '', parts: [] };
  };
  const visit = (node: Node) => {
    if (isText(node)) {
      // The parser splits a long text into several nodes of one parent: there is no edge between those.
      if (run.text && node.previousSibling !== run.parts[run.parts.length - 1]?.node) run.text += EDGE;
      run.parts.push({ node, at: run.text.length });
      run.text += node.data;
    } else if (node.nodeType !== Node.COMMENT_NODE) {
      const inline = isInline(node);
      const untouched = isElement(node) && node.matches(UNTOUCHED);
      if (!inline || untouched) flush();
      if (untouched) return;
      if (isElement(node)) {
        if (node.localName === 'br') run.text += '\n';
        onElement(node);
      }
      // Three times as fast as `childNodes` on a large page.
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
      if (!inline) flush();
    }
  };

  if (!node.isConnected || isUntouched(node)) return;
  let at: Node | null = node;
  if (flows(node)) {
    while (isInline(at.parentNode)) at = at.parentNode as Node;
    while (flows(at.previousSibling)) at = at.previousSibling;
  }
  do {
    visit(at);
    at = at.nextSibling;
  } while (flows(node) && flows(at));
  flush();
}

/** Whether it stands in something that is left as it is. */
export function isUntouched(node: Node): boolean {
  return !!(isElement(node) ? node : node.parentElement)?.closest(UNTOUCHED);
}

/** Writes `text` over `run.text.slice(start, end)`; nodes whose part stays the same are not touched. */
export function writeInRun(run: TextRun, start: number, end: number, text: string): void {
  const fits = shape(run.text.slice(start, end)) === shape(text);
  let whole = text;
  for (const { node, at } of run.parts) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + node.length);
    if (from >= to) continue;
    const part = fits ? text.slice(from - start, to - start) : whole;
    whole = '';
    if (part !== run.text.slice(from, to)) node.replaceData(from - at, to - from, part);
  }
}

const shape = (text: string) => text.replace(/\d/g, '0');

function flows(node: Node | null): node is Node {
  return !!node && (isInline(node) || !isElement(node));
}
