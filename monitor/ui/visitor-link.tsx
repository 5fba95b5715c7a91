// A URL a stranger wrote: a link when it is http(s), plain text otherwise.
import { cleanText, showUrl } from '../format/visitor-text.ts';

export function VisitorLink({ url, title = null }: { url: string; title?: string | null }) {
  const { label, href } = showUrl(url);
  const heading = title === null ? '' : cleanText(title);
  const address = breakable(label);
  const text = heading === '' ? address : heading;
  if (href === null) return <bdi>{text}</bdi>;
  return (
    <a class="visitor-link" href={href} target="_blank" rel="noopener noreferrer nofollow" title={href}>
      <bdi class="visitor-link-text">{text}</bdi>
      {heading !== '' && <bdi class="visitor-link-url">{address}</bdi>}
    </a>
  );
}

/** Lines may break after each slash, where browsers would rather cut a word. */
function breakable(address: string) {
  return address.split(/(?<=\/)/).map((part) => [part, <wbr key={part} />]);
}
