// A failure in plain words: a title, and what to do about it.
import type { Failure } from '../data/api.ts';
import { shellTexts } from '../i18n/shell.ts';

export function explainFailure(failure: Failure): { title: string; text: string } {
  const { faults } = shellTexts.value;
  switch (failure.type) {
    case 'unreachable':
    case 'signed-out':
      return faults.unreachable;
    case 'forbidden':
      return faults.forbidden;
    case 'missing':
      return faults.missing;
    case 'refused':
      return {
        title: faults.refused.title,
        text: said(failure) ?? faults.refused.text(failure.status),
      };
  }
}

/** In one line, for beside a button. */
export function failureLine(failure: Failure): string {
  const { title, text } = explainFailure(failure);
  return failure.type === 'refused' && said(failure) !== null ? text : `${title}. ${text}`;
}

/** What the server itself said is wrong. */
function said({ problem }: Extract<Failure, { type: 'refused' }>): string | null {
  const errors = problem?.errors?.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  if (errors && errors.length > 0) return errors.slice(0, 3).join('; ');
  return problem?.detail ?? problem?.title ?? null;
}
