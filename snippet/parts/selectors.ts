// Shows the lent number in elements of the owner's choice, whatever they hold, and beside pictures of a number, which it hides
// (`selectors` of the site's settings).
import type { SnippetSettings } from '../../src/wire/snippet-settings.ts';

/** The build's footer passes what the server puts in. */
declare const LEASELINE: Pick<SnippetSettings, 'selectors'>;

const PICTURE = 'img,picture,svg';
const selector = LEASELINE.selectors?.join() as string;

/** By element: brings back what it showed. */
const shown = new Map<Element, () => void>();

/** @param name of the printed number, as in `leaseline('number', name)` */
function numberFor(element: Element): string | undefined {
  const name = element.getAttribute('data-leaseline-number') ?? undefined;
  return window.leaseline('number', name)?.national;
}

function put(element: Element): void {
  const number = numberFor(element);
  const back = shown.get(element);
  if (number === undefined) {
    back?.();
    shown.delete(element);
  } else if (!back)
    shown.set(element, element.matches(PICTURE) ? beside(element, number) : within(element, number));
}

function within(element: Element, number: string): () => void {
  const before = [...element.childNodes];
  element.replaceChildren(number);
  return () => element.replaceChildren(...before);
}

/** The text of a number has its own size; the owner styles `.leaseline-number-text`. */
function beside(picture: Element, number: string): () => void {
  const { style } = picture as HTMLElement;
  const display = style.getPropertyValue('display');
  const text = document.createElement('span');
  text.className = 'leaseline-number-text';
  text.append(number);
  picture.after(text);
  style.setProperty('display', 'none', 'important');
  return () => {
    style.setProperty('display', display);
    text.remove();
  };
}

function putAll(): void {
  for (const element of document.querySelectorAll(selector))
    if (!element.closest('[data-leaseline-ignore]')) put(element);
}

try {
  putAll();
  // The number may be another now.
  document.addEventListener('leaseline:number', () => {
    for (const back of shown.values()) back();
    shown.clear();
    putAll();
  });
  new MutationObserver(putAll).observe(document, { childList: true, subtree: true });
} catch (fault) {
  // No selector.
  console.debug('leaseline:', fault);
}
