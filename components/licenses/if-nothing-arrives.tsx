/** What stands between a device and the server, in the order in which it is worth looking. */
export function IfNothingArrives({ appUrl, keyLength }: { appUrl: string; keyLength: number | null }) {
  const { hostname, port, protocol } = new URL(appUrl);
  return (
    <div className="body">
      <h3>If nothing arrives</h3>
      <ul className="look small">
        <li>
          Firewall: open <code>{hostname}</code>, port {port || (protocol === 'https:' ? '443' : '80')}
        </li>
        <li>Proxy: pass the answer on unchanged, byte by byte</li>
        <li>
          {keyLength === null ? 'Key: whole, without a line break' : `Key: whole, ${keyLength} characters`}
        </li>
      </ul>
    </div>
  );
}
