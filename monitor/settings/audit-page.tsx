// The audit log.
import { shellTexts } from '../i18n/shell.ts';
import { Notice } from '../ui/notice.tsx';

export function AuditPage() {
  return <Notice icon="search" title={shellTexts.value.screens.unknown} />;
}
