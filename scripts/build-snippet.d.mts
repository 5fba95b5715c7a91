// Types of build-snippet.mjs, for the tests and the demo.
export function bundleSnippet(): Promise<{ code: string; map: string }>;
/** Sizes in bytes. */
export function buildSnippet(): Promise<{ raw: number; gzip: number; brotli: number }>;
