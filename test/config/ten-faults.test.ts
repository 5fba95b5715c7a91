// The acceptance check: ten different faults, all ten listed, exit code 2.
import { expect, test } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { writeFile } from './load-text.ts';
import { memoryIo } from './memory-io.ts';

const TEN_FAULTS = `listen: 127.0.0.1:8080
country: RU
listen: 0.0.0.0:8080
storages: { path: ./data/leaseline.db }
log: { level: [info] }
asterisk:
  - name: office
    ami: { port: 5038, secret: "\${AMI_SECRET}" }
pools:
  - id: moscow
    numbers: ["+74951230040-+74951230001", "+74951230050"]
    overflow: "+74951230050"
  - id: moscow
    numbers: ["+74951230060"]
    overflow: "+74951230061"
sites:
  - id: shop
    origins: [shop.example.ru]
    replace: ["+74951112233"]
    pools: [mosow]
`;

test('a file with ten different faults lists ten faults', async () => {
  const file = writeFile('ten.yaml', TEN_FAULTS);
  const io = memoryIo({ env: {} });
  expect(await check([file], io)).toBe(2);
  expect(io.errors().replaceAll(file, 'leaseline.yaml').split('\n')).toEqual([
    'leaseline.yaml:3: listen: this key is already on line 1. Keep one of the two.',
    'leaseline.yaml:4: storages: unknown key `storages`; did you mean `storage`? Rename or remove it.',
    'leaseline.yaml:5: log.level: a list is not one of trace, debug, info, warn, error, fatal, silent. Write one of them.',
    'leaseline.yaml:8: asterisk[0].ami.username: this key is required. Add it, for example `username: leaseline`.',
    'leaseline.yaml:8: asterisk[0].ami.secret: the environment variable AMI_SECRET is not set. Set AMI_SECRET before starting, or write the value here.',
    'leaseline.yaml:11: pools[0].numbers[0]: the range "+74951230040-+74951230001" ends before it starts. Swap its ends: +74951230001-+74951230040.',
    'leaseline.yaml:12: pools[0].overflow: +74951230050 is already in pools[0].numbers[1]. A DID has one use only: remove it from one of the two.',
    'leaseline.yaml:13: pools[1].id: "moscow" is already used by pools[0].id. Choose another.',
    'leaseline.yaml:18: sites[0].origins[0]: "shop.example.ru" is not an origin. Write scheme://host[:port], for example https://shop.example.ru.',
    'leaseline.yaml:20: sites[0].pools[0]: there is no pool "mosow". Did you mean "moscow"?',
    'leaseline.yaml has 10 faults.',
    '',
  ]);
  expect(io.output()).toBe('');
});
