import { useKept } from './kept';

export interface DisclosureProps {
  /** Under which the panel keeps whether it is open. */
  name: string;
  title: string;
  class?: string;
  children: preact.ComponentChildren;
}

/** Details on demand, drawn when they are asked for: open after a reload where they were before. */
export function Disclosure({ name, title, class: look, children }: DisclosureProps) {
  const [open, setOpen] = useKept(name);
  return (
    <details class={look} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children}
    </details>
  );
}
