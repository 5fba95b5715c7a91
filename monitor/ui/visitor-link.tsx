// A URL a stranger wrote: a link when it is http(s), plain text otherwise.
import { cleanText, showUrl } from '../format/visitor-text.ts';

export function VisitorLink({ url, title = null }: { url: string; title?: string | null }) {
  const { label, href } = showUrl(url);
  const heading = title === null ? '' : cleanText(title);
  const text = heading === '' ? label : heading;
  if (href === null) return <bdi>{text}</bdi>;
  return (
    <a class="visitor-link" href={href} target="_blank" rel="noopener noreferrer nofollow" title={href}>
      <bdi class="visitor-link-text">{text}</bdi>
      {heading !== '' && <bdi class="visitor-link-url">{label}</bdi>}
    </a>
  );
}
