// One's own account.
import { shellTexts } from '../i18n/shell.ts';
import { Notice } from '../ui/notice.tsx';

export function AccountPage() {
  return <Notice icon="search" title={shellTexts.value.screens.unknown} />;
}
