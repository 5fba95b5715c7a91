// Builds the swap snippet: dist/snippet/leaseline.js, ready for the server to put a site's settings in, and its source map.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Members of our own interfaces: none of these names is the browser's, the wire's or the API's. */
const OWN_MEMBERS =
  /^(found|show|lentFor|holdsLent|read|write|forget|watch|stem|pattern|printed|plain|digits|meant|aim|was|is|node|start|end|at|from|to)$/;

/**
 * The settings come last, as an argument: putting them in moves no code, so the source map stays right.
 * @returns {Promise<{code: string, map: string}>}
 */
export async function bundleSnippet() {
  const result = await build({
    entryPoints: [join(root, 'snippet/main.ts')],
    bundle: true,
    mangleProps: OWN_MEMBERS,
    // The wrapper below is the IIFE.
    format: 'esm',
    target: 'es2021',
    charset: 'ascii',
    legalComments: 'none',
    banner: { js: '(LEASELINE=>{' },
    footer: { js: '})(__LEASELINE_SETTINGS__);' },
    sourcemap: 'external',
    outfile: join(root, 'dist/snippet/leaseline.js'),
    write: false,
    logLevel: 'warning',
  });
  const text = (ending) => result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  // A twentieth smaller than what esbuild's own minifier makes.
  const { code, map } = await minify(text('.js').replaceAll('const ', 'let '), {
    ecma: 2021,
    module: true,
    compress: {
      passes: 4,
      booleans_as_integers: true,
      keep_fargs: false,
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
    format: { ascii_only: true },
    sourceMap: { content: text('.map'), filename: 'leaseline.js' },
  });
  return { code, map };
}

/** @returns {Promise<{raw: number, gzip: number, brotli: number}>} bytes */
export async function buildSnippet() {
  const { code, map } = await bundleSnippet();
  const folder = join(root, 'dist/snippet');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'leaseline.js'), code);
  await writeFile(join(folder, 'leaseline.js.map'), map);
  return {
    raw: Buffer.byteLength(code),
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
  };
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === resolve(process.argv[1])) {
  const { raw, gzip, brotli } = await buildSnippet();
  process.stdout.write(`dist/snippet/leaseline.js: ${raw} bytes, gzip ${gzip}, brotli ${brotli}\n`);
}
