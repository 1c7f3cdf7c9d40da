import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Platform } from '../protocol/platforms.ts';

/** The identifier of a machine (wire.md section 5), where it was found, and what to mind about it. */
export type MachineId = { id: string; source: string; advice: string | null };

const run = promisify(execFile);

/**
 * Finds what names this machine: the machine ID on Linux, the hardware UUID on macOS, the Product ID on Windows. Null
 * where there is none.
 */
export async function machineId(platform: Platform): Promise<MachineId | null> {
  if (platform === 'macos') {
    const { stdout } = await run('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']);
    return found(/"IOPlatformUUID" = "([0-9A-F-]{36})"/.exec(stdout)?.[1], 'IOPlatformUUID');
  }
  if (platform === 'windows') {
    const path = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    const { stdout } = await run('reg', ['query', path, '/v', 'ProductId']);
    return found(/ProductId\s+REG_SZ\s+(\S+)/.exec(stdout)?.[1], `${path}, ProductId`);
  }
  for (const file of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    const id = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (/^[0-9a-f]{32}$/.test(id)) return found(id, file, adviceOnLinux());
  }
  return null;
}

function found(id: string | undefined, source: string, advice: string | null = null): MachineId | null {
  return id === undefined ? null : { id, source, advice };
}

function adviceOnLinux(): string {
  return existsSync('/.dockerenv') || existsSync('/run/.containerenv')
    ? 'This is a container: its machine ID may change with each start, or be that of its image. Mount /etc/machine-id of the host read-only, or use an application ID that the dashboard issues (platform self-hosted).'
    : 'Machines copied from one image share it until it is made anew: systemd-machine-id-setup.';
}
