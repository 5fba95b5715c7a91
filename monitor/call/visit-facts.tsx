// What the visit behind a call tells: keyword, pages, region.
import type { WireAttribution } from '../../src/wire/call.ts';
import { formatRegion } from '../format/region-name.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language, texts } from '../i18n/language.ts';
import { VisitorLink } from '../ui/visitor-link.tsx';
import { type Fact, Facts } from './facts.tsx';

/** `extra` facts follow the visit's own; `wide` adds those that a live card has no room for. */
export function VisitFacts({
  attribution,
  extra = [],
  wide = false,
}: {
  attribution: WireAttribution;
  extra?: readonly Fact[];
  wide?: boolean;
}) {
  const t = texts.value.call;
  const { touchpoint, page, region, site } = attribution;
  const text = (value: string | null | undefined) => (value ? <bdi>{cleanText(value)}</bdi> : null);
  const link = (url: string | null | undefined) => (url ? <VisitorLink url={url} /> : null);
  return (
    <Facts
      facts={[
        { name: t.keyword, value: text(touchpoint?.term) },
        { name: t.content, value: text(touchpoint?.content) },
        { name: t.landing, value: link(touchpoint?.landing_page) },
        { name: t.page, value: page && <VisitorLink url={page.url} title={page.title} /> },
        { name: t.referrer, value: wide ? link(touchpoint?.referrer) : null },
        {
          name: t.region,
          value: region && <span title={region}>{formatRegion(region, language.value)}</span>,
        },
        { name: t.site, value: wide || touchpoint === null ? text(site) : null },
        ...extra,
      ]}
    />
  );
}
