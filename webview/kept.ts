import { useState } from 'preact/hooks';
import { keep, view } from './host';

/** Whether something is unfolded, or a table instead of a chart: as the person left it, under a name of the panel's. */
export function useKept(name: string): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(view.open.includes(name));
  const set = (open: boolean) => {
    const others = view.open.filter(each => each !== name);
    keep({ open: open ? [...others, name] : others });
    setOpen(open);
  };
  return [open, set];
}
