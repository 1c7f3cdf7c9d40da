import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** The system user that the embedded database runs as. */
export type DatabaseUser = { uid: number; gid: number; name: string };

const NOBODY: DatabaseUser = { uid: 65_534, gid: 65_534, name: 'nobody' };

/**
 * Postgres refuses root, so root lends it another user: the owner of the cluster if there is one (it may have been
 * made by an ordinary user), else `postgres`, else `nobody`. Null for everybody else: they run it as themselves.
 */
export function chooseDatabaseUser(clusterDir: string): DatabaseUser | null {
  if (process.getuid?.() !== 0) return null;
  const users = readUsers();
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) {
    return (
      users.find(({ uid }) => uid === owner.uid) ?? { uid: owner.uid, gid: owner.gid, name: `${owner.uid}` }
    );
  }
  return users.find(({ name }) => name === 'postgres') ?? NOBODY;
}

function readUsers(): DatabaseUser[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [name, , uid, gid] = line.split(':');
        return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
      });
  } catch {
    // Without the file (macOS keeps users elsewhere, some images have none) nobody is still there.
    return [];
  }
}

/** Whether `user` can enter `folder`, tried as that user: modes, lists and mounts all have their say. */
export function mayEnter(user: DatabaseUser, folder: string): boolean {
  const { uid, gid } = user;
  return (
    spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { uid, gid, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}
