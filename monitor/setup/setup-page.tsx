// Set-up.
import { shellTexts } from '../i18n/shell.ts';
import { Notice } from '../ui/notice.tsx';

export function SetupPage() {
  return <Notice icon="search" title={shellTexts.value.screens.unknown} />;
}
