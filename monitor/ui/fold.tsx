// Details that open on a click, without script.
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export function Fold({ summary, children }: { summary: string; children: ComponentChildren }) {
  return (
    <details class="fold">
      <summary class="fold-summary">
        <Icon name="chevron" size={14} />
        {summary}
      </summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}
