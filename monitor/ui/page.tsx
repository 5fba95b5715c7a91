// A screen's frame: its heading, what it can do, its content.
import type { ComponentChildren } from 'preact';

export function Page({
  title,
  note,
  actions,
  children,
}: {
  title: string;
  note?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div class="page">
      <div class="page-head">
        <h1 class="page-title">{title}</h1>
        {note && <p class="page-note">{note}</p>}
        {actions && <div class="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
