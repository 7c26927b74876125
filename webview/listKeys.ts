type Modifiers = Readonly<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>>;

/** What is held down with a key: `Alt`, `Control+Shift`, or nothing. Most of that means something to VS Code. */
export function heldWith({ altKey, ctrlKey, metaKey, shiftKey }: Modifiers): string {
  const held = { Alt: altKey, Control: ctrlKey, Meta: metaKey, Shift: shiftKey };
  return Object.entries(held)
    .flatMap(([name, isHeld]) => (isHeld ? name : []))
    .join('+');
}

/** The keys that go back and on in a list, by how it lies on the page. */
const arrows = { horizontal: ['ArrowLeft', 'ArrowRight'], vertical: ['ArrowUp', 'ArrowDown'] } as const;

/** Which of `count` entries a key leads to from one of them, without going round; `null` for other keys. */
export function indexAfter(key: string, at: number, count: number, lies: keyof typeof arrows): number | null {
  const [back, on] = arrows[lies];
  switch (key) {
    case on:
      return Math.min(count - 1, at + 1);
    case back:
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
