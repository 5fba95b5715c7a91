// A configuration read by the real loader, with as many numbers as a bench wants.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../src/config/config.ts';
import { loadConfig } from '../src/config/load.ts';

export interface BenchConfigOptions {
  readonly folder: string;
  readonly numbers: number;
  readonly amiPort?: number;
}

export const TOKEN = 'token-of-the-bench';
export const PASSWORD = 'bench-password';
/** Of PASSWORD. */
const HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$YiueFpBuOgVOMuFObQvvDQ$c9LdpmZ3dsMSr5UKLtUKfM8tF1Qr3Tfry70D3kXrQ6g';

export function benchConfig({ folder, numbers, amiPort }: BenchConfigOptions): Config {
  const file = path.join(folder, 'leaseline.yaml');
  const last = String(1_000_000 + numbers - 1);
  const asterisk = `asterisk: [{ name: office, ami: { port: ${amiPort}, username: leaseline, secret: simulated } }]`;
  writeFileSync(
    file,
    `country: RU
log: { level: error }
storage: { path: ./leaseline.db }
${amiPort === undefined ? '' : asterisk}
pools: [{ id: moscow, numbers: ["+74951000000-+7495${last}"] }]
sites: [{ id: shop, origins: ["https://shop.example.ru"], replace: ["+74991112233"], pools: [moscow] }]
users: [{ name: bench, role: admin, token: ${TOKEN}, password_hash: "${HASH}" }]
`,
  );
  const loaded = loadConfig(file, {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return { ...loaded.config, listen: { ...loaded.config.listen, port: 0 } };
}
