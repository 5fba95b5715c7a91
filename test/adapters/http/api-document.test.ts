// docs/api.md tells client authors every problem there is.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROBLEMS } from '../../../src/adapters/http/problems.ts';

const document = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');

test.each(Object.entries(PROBLEMS))('%s is listed with its status', (code, [status]) => {
  expect(document).toMatch(new RegExp(`\\| \`${code}\` \\| ${status} \\|`));
});
