// Users.
import { shellTexts } from '../i18n/shell.ts';
import { Notice } from '../ui/notice.tsx';

export function UsersPage() {
  return <Notice icon="search" title={shellTexts.value.screens.unknown} />;
}
