'use client';

import { toast } from '@heroui/react/toast';

/**
 * Says that something was done, with a way to undo it where undoing is safe. Never for errors, and never the only
 * place: the page itself shows the new state.
 */
export function notify(says: string, options: { undo?: () => void; undoLabel?: string } = {}): void {
  const { undo, undoLabel = 'Undo' } = options;
  toast.clear();
  if (!undo) {
    toast(says, { timeout: 5000 });
    return;
  }
  const key = toast(says, {
    timeout: 10_000,
    actionProps: {
      children: undoLabel,
      variant: 'tertiary',
      onPress: () => {
        toast.close(key);
        undo();
      },
    },
  });
}
