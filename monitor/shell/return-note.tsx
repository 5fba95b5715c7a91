// Tells when somebody who phoned in an earlier visit is on the site again.
import { useEffect } from 'preact/hooks';
import { sourceName } from '../call/source-name.ts';
import { cleanText, showUrl } from '../format/visitor-text.ts';
import { boardTexts } from '../i18n/board.ts';
import { returned } from '../live/live-board.ts';
import { tell } from './toasts.tsx';

export function ReturnNote() {
  const visit = returned.value;
  useEffect(() => {
    if (visit === null) return;
    const { url, title } = visit.page;
    const page = title === null ? showUrl(url).label : cleanText(title);
    tell(boardTexts.value.visitors.returned(sourceName(visit.touchpoint), page));
  }, [visit]);
  return null;
}
