// What stands where there is nothing: an icon, a line, an explanation, perhaps a way on.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export function Notice({
  icon,
  title,
  text,
  children,
  bad = false,
}: {
  icon: IconName;
  title: string;
  text?: string | undefined;
  children?: ComponentChildren;
  bad?: boolean;
}) {
  return (
    <div class="notice" role={bad ? 'alert' : undefined}>
      <span class={bad ? 'notice-icon notice-icon-bad' : 'notice-icon'}>
        <Icon name={icon} size={26} />
      </span>
      <p class="notice-heading">{title}</p>
      {text && <p class="notice-words">{text}</p>}
      {children && <div class="notice-actions">{children}</div>}
    </div>
  );
}
