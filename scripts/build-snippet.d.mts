// Types of build-snippet.mjs, for the tests, the bench and the demo.
export type SnippetFile = 'leaseline' | 'publish' | 'selectors';
/** The script itself when no name is given. */
export function bundleSnippet(name?: SnippetFile): Promise<{ code: string; map: string }>;
/** Sizes in bytes, the script's first. */
export function buildSnippet(): Promise<{ name: SnippetFile; raw: number; gzip: number; brotli: number }[]>;
