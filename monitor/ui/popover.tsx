// A button, and what opens under it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import { usePopover } from './use-popover.ts';

export function Popover({
  icon,
  label,
  children,
}: {
  icon: IconName;
  label: string;
  children: (close: () => void) => ComponentChildren;
}) {
  const { open, root, button, close } = usePopover();
  const id = useId();
  return (
    <div class="popover" ref={root}>
      <button
        ref={button}
        type="button"
        class="button"
        aria-label={label}
        aria-expanded={open.value}
        aria-controls={id}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon name={icon} />
        <span class="button-words">{label}</span>
      </button>
      <div class="popover-panel" id={id} hidden={!open.value}>
        {open.value && children(close)}
      </div>
    </div>
  );
}
