'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { notify } from '#components/ui/notify.ts';
import type { App, License } from '#lib/contract/licenses.ts';

/** Registers an identifier; it is in the list at once, and felt at the next check. */
export function useRegisterApp(id: string) {
  const queries = useQueryClient();
  return useMutation(
    api.licenses.registerApp.mutationOptions({
      onSuccess: (app) => {
        changeApps(queries, id, (apps) => [...apps.filter((one) => one.id !== app.id), app]);
        notify(`${app.value} is registered. It is felt at the next check.`);
      },
      onSettled: () => refresh(queries, id),
    }),
  );
}

/** Removes an identifier, with a way back: registering it again. */
export function useRemoveApp(id: string, onRemoved: () => void) {
  const queries = useQueryClient();
  const register = useRegisterApp(id);
  const remove = useMutation(
    api.licenses.removeApp.mutationOptions({ onSettled: () => refresh(queries, id) }),
  );
  function removeApp(app: App) {
    remove.mutate(
      { id, appId: app.id },
      {
        onSuccess: () => {
          changeApps(queries, id, (apps) => apps.filter((one) => one.id !== app.id));
          onRemoved();
          const { platform, value, environment } = app;
          notify(`${value} is removed. It is refused from its next check on.`, {
            undo: () =>
              register.mutate({ id, platform, value, ...(environment !== undefined && { environment }) }),
          });
        },
      },
    );
  }
  return { removeApp, isPending: remove.isPending, error: remove.error, reset: remove.reset };
}

type Queries = ReturnType<typeof useQueryClient>;

function changeApps(queries: Queries, id: string, change: (apps: App[]) => App[]) {
  const key = api.licenses.read.queryKey({ input: { id } });
  queries.setQueryData(
    key,
    (license: License | undefined) => license && { ...license, apps: change(license.apps) },
  );
}

function refresh(queries: Queries, id: string) {
  return Promise.all([
    queries.invalidateQueries({ queryKey: api.licenses.read.queryKey({ input: { id } }) }),
    queries.invalidateQueries({ queryKey: api.licenses.leases.queryKey({ input: { id } }) }),
    queries.invalidateQueries({ queryKey: api.licenses.list.key() }),
    queries.invalidateQueries({ queryKey: api.licenses.refusals.key() }),
  ]);
}
