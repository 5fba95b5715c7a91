// Builds the swap snippet: dist/snippet/leaseline.js, ready for the server to put a site's settings in, its source map, and the
// parts that are sent to sites that want them only.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Members of our own interfaces: none of these names is the browser's, the wire's, the storage's or the API's. */
const OWN_MEMBERS =
  /^(aim|at|digits|end|forget|found|from|holdsLent|is|lentFor|meant|node|pattern|plain|printed|read|show|start|stem|to|was|watch|write)$/;

/** By file in dist/snippet: where it begins. */
const ENTRIES = {
  leaseline: 'snippet/main.ts',
  publish: 'snippet/parts/publish.ts',
  selectors: 'snippet/parts/selectors.ts',
};

/**
 * The settings come last, as an argument: putting them in moves no code, so the source map stays right.
 * @param {keyof typeof ENTRIES} name
 * @returns {Promise<{code: string, map: string}>}
 */
export async function bundleSnippet(name = 'leaseline') {
  const result = await build({
    entryPoints: [join(root, ENTRIES[name])],
    bundle: true,
    ...(name === 'leaseline' && { mangleProps: OWN_MEMBERS }),
    // The wrapper below is the IIFE.
    format: 'esm',
    target: 'es2021',
    charset: 'ascii',
    legalComments: 'none',
    banner: { js: '(LEASELINE=>{' },
    footer: { js: '})(__LEASELINE_SETTINGS__);' },
    sourcemap: 'external',
    outfile: join(root, `dist/snippet/${name}.js`),
    write: false,
    logLevel: 'warning',
  });
  const text = (ending) => result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  // A twentieth smaller than what esbuild's own minifier makes; `let` alone lets it join more declarations.
  const { code, map } = await minify(text('.js').replaceAll('const ', 'let   '), {
    ecma: 2021,
    module: true,
    compress: {
      passes: 2,
      booleans_as_integers: true,
      keep_fargs: false,
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
    format: { ascii_only: true },
    sourceMap: { content: text('.map'), filename: `${name}.js` },
  });
  return { code, map };
}

/** @returns {Promise<{name: string, raw: number, gzip: number, brotli: number}[]>} sizes in bytes, the script's first */
export async function buildSnippet() {
  const folder = join(root, 'dist/snippet');
  await mkdir(folder, { recursive: true });
  await copyFile(join(root, 'snippet/leaseline.d.ts'), join(folder, 'leaseline.d.ts'));
  return Promise.all(
    Object.keys(ENTRIES).map(async (name) => {
      const { code, map } = await bundleSnippet(name);
      await writeFile(join(folder, `${name}.js`), code);
      await writeFile(join(folder, `${name}.js.map`), map);
      return {
        name,
        raw: Buffer.byteLength(code),
        gzip: gzipSync(code, { level: 9 }).length,
        brotli: brotliCompressSync(code).length,
      };
    }),
  );
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === resolve(process.argv[1])) {
  for (const { name, raw, gzip, brotli } of await buildSnippet()) {
    process.stdout.write(`dist/snippet/${name}.js: ${raw} bytes, gzip ${gzip}, brotli ${brotli}\n`);
  }
}
