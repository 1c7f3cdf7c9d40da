'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Product } from '#lib/contract/products.ts';
import { client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Takes a product out of what is offered, or back into it. */
export function RetireProduct({ product }: { product: Product }) {
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const change = useMutation({
    mutationFn: (retired: boolean) => client.products.update({ product: product.name, retired }),
    onSuccess: (changed) => {
      setIsAsking(false);
      router.refresh();
      if (changed.retiredAt === null) notify(`${changed.name} is offered again.`);
      else notify(`${changed.name} is no longer offered.`, { undo: () => change.mutate(false) });
    },
  });
  const problem = change.error ? readProblem(change.error).says : null;
  if (product.retiredAt !== null)
    return (
      <>
        <ProblemNote>{problem}</ProblemNote>
        <Button isBusy={change.isPending} onClick={() => change.mutate(false)}>
          Offer it again
        </Button>
      </>
    );
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>Retire {product.name}</Button>
      {isAsking ? (
        <ConfirmDialog
          isOpen
          onClose={() => setIsAsking(false)}
          title={`Retire ${product.name}`}
          confirm="Retire the product"
          isBusy={change.isPending}
          problem={problem}
          onConfirm={() => change.mutate(true)}
        >
          <p>
            No new trial can choose it, and it is gone from the public catalogue. Every license of it runs on,
            and its devices go on getting leases. It can be offered again at any time.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
