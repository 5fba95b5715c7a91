// Something that opens under its button: a click elsewhere, a focus elsewhere, and Escape close it.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export function usePopover() {
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const onOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) open.value = false;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !open.value) return;
      open.value = false;
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onOutside);
    document.addEventListener('focusin', onOutside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      document.removeEventListener('focusin', onOutside);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  return {
    open,
    root,
    button,
    close: () => {
      open.value = false;
    },
  };
}
