// How a key of a report's row is called.
import type { ReportDimension } from '../../src/wire/report.ts';
import { namedSource } from '../call/source-name.ts';
import { formatAgent } from '../format/agent-name.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { formatRegion } from '../format/region-name.ts';
import { cleanText, showUrl } from '../format/visitor-text.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';

export function keyName(dimension: ReportDimension, key: string | null): string {
  if (key === null) return reportsTexts.value.unknown;
  switch (dimension) {
    case 'source':
      return namedSource(key);
    case 'page':
      return showUrl(key).label;
    case 'region':
      return formatRegion(cleanText(key), language.value);
    case 'agent':
      return cleanText(formatAgent(key));
    case 'did':
      return formatPhoneNumber(cleanText(key));
    default:
      return cleanText(key);
  }
}
