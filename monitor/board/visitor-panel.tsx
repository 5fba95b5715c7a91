// Who is on the sites now, beside the calls; those who have phoned come first.
import { useEffect } from 'preact/hooks';
import type { WireVisit, WireVisits } from '../../src/wire/visitor.ts';
import { SourceIcon } from '../call/source-icon.tsx';
import { sourceName } from '../call/source-name.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText, showUrl } from '../format/visitor-text.ts';
import { boardTexts } from '../i18n/board.ts';
import { language } from '../i18n/language.ts';
import { linkStatus } from '../live/live-board.ts';
import { callPath } from '../router/route.ts';

const RENEW_MS = 5_000;
const SHOWN = 8;

export function VisitorPanel() {
  const t = boardTexts.value.visitors;
  const { value, reload } = useAnswer<WireVisits>('/v1/visitors');
  useEffect(() => {
    const timer = setInterval(() => {
      // Nobody looks, or nobody answers: the board says so already.
      if (!document.hidden && linkStatus.value.state === 'live') reload();
    }, RENEW_MS);
    return () => clearInterval(timer);
  }, []);
  if (value === null) return null;
  const [phoned, others] = [
    value.visits.filter(({ called }) => called),
    value.visits.filter(({ called }) => !called),
  ];
  const shown = [...phoned, ...others].slice(0, SHOWN);
  return (
    <section class="visitors" aria-labelledby="visitors-title">
      <div class="section-head">
        <h2 class="section-title" id="visitors-title">
          {t.title}
        </h2>
        <span class="section-note">{t.count(value.count)}</span>
      </div>
      {shown.length > 0 && (
        <ul class="visitors-list">
          {shown.map((visit) => (
            <Visitor key={visit.session} visit={visit} />
          ))}
        </ul>
      )}
      {value.count > shown.length && <p class="pool-note">{t.more(value.count - shown.length)}</p>}
    </section>
  );
}

function Visitor({ visit }: { visit: WireVisit }) {
  const t = boardTexts.value.visitors;
  const { page, touchpoint, called, place } = visit;
  const title = page.title === null ? '' : cleanText(page.title);
  return (
    <li class="visitor">
      <SourceIcon touchpoint={touchpoint} />
      <div class="visitor-text">
        <p class="visitor-source">
          <bdi>{sourceName(touchpoint)}</bdi>
          {place.city !== null && <span class="pool-note"> {cleanText(place.city)}</span>}
        </p>
        <p class="visitor-page">
          <bdi>{title === '' ? showUrl(page.url).label : title}</bdi>
        </p>
        {called && (
          <a class="chip chip-accent visitor-called" href={callPath(called.call)}>
            {t.called(formatTimeOfDay(Date.parse(called.at), { language: language.value, now: Date.now() }))}
          </a>
        )}
      </div>
    </li>
  );
}
