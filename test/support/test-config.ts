// A small but whole configuration for tests, read by the real loader from real YAML.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';

export interface TestConfigOptions {
  readonly folder: string;
  readonly amiPort: number;
  readonly amiSecret?: string;
  readonly origin?: string;
}

/** Ten numbers, an overflow, a radio number, a shop; port 0 is put in afterwards, since no owner would want it. */
export function testYaml({
  amiPort,
  amiSecret = 'simulated',
  origin = 'https://shop.example.ru',
}: TestConfigOptions) {
  return `
listen: 127.0.0.1:8080
country: RU
log: { level: warn }
storage: { path: ./leaseline.db }
asterisk:
  - name: office
    ami: { host: 127.0.0.1, port: ${amiPort}, username: leaseline, secret: ${amiSecret} }
    trunk_contexts: [from-trunk]
pools:
  - id: moscow
    regions: [RU-MOW, RU-MOS]
    numbers: ["+74951230001-+74951230010"]
    overflow: "+74951239999"
channel_numbers:
  - { number: "+74957770001", source: radio, medium: offline, campaign: spring }
sites:
  - id: shop
    origins: ["${origin}"]
    replace: ["+74951112233"]
    pools: [moscow]
users:
  - { name: admin, role: admin, token: test-token-of-the-operator }
`;
}

export function parseTestConfig(options: TestConfigOptions): Config {
  const file = path.join(options.folder, 'leaseline.yaml');
  writeFileSync(file, testYaml(options));
  const loaded = loadConfig(file, {});
  if (!loaded.ok) throw new Error(`the test configuration is at fault: ${JSON.stringify(loaded.faults)}`);
  return { ...loaded.config, listen: { ...loaded.config.listen, port: 0 } };
}
