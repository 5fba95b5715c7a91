// Details that open on a click, made only then.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

export function LazyFold({ summary, children }: { summary: string; children: ComponentChildren }) {
  const [opened, setOpened] = useState(false);
  return (
    <details class="fold" onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary class="fold-summary">
        <Icon name="chevron" size={14} />
        {summary}
      </summary>
      <div class="fold-body">{opened && children}</div>
    </details>
  );
}
