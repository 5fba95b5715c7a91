// Why the server did not give what the screen needs, in plain words, with a way to try again.
import type { Failure } from '../data/api.ts';
import { shellTexts } from '../i18n/shell.ts';
import { explainFailure } from './explain-failure.ts';
import { Notice } from './notice.tsx';

export function FailureNotice({ failure, retry }: { failure: Failure; retry?: () => void }) {
  if (failure.type === 'signed-out') return null;
  const { title, text } = explainFailure(failure);
  return (
    <Notice icon={failure.type === 'missing' ? 'search' : 'warning'} title={title} text={text} bad>
      {retry && failure.type !== 'forbidden' && (
        <button type="button" class="button" onClick={retry}>
          {shellTexts.value.retry}
        </button>
      )}
    </Notice>
  );
}
