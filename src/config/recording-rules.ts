// Cross checks of where recordings are: in a folder, or at an address.
import type { Report } from './report.ts';
import type { Draft } from './shape.ts';

export function checkRecordings(draft: Draft, report: Report): void {
  draft.asterisk?.forEach((box, index) => {
    const recordings = box?.recordings;
    if (!recordings || 'folder' in recordings !== 'url' in recordings) return;
    report.fault(
      ['asterisk', index, 'recordings'],
      'folder' in recordings ? 'both `folder` and `url` are given' : 'neither `folder` nor `url` is given',
      'Keep one of the two.',
    );
  });
}
