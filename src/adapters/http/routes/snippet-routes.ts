// The swap script: `GET /s/{site}.js` whole, `GET /s/{site}/loader.js` beside the code that caches may keep for ever.
import { type Request, type Response, Router } from 'express';
import type { SiteDirectory } from '../../../ports/site-directory.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';
import type { SiteSnippets } from '../site-snippets.ts';

/** A change of the settings reaches the pages within this time. */
const FOR_MINUTES = 'public, max-age=300';
/** Another text has another address. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** @param sites the directory of this moment */
export function snippetRoutes(sites: () => SiteDirectory, snippets: SiteSnippets): Router {
  const router = Router();
  const find = (id: string) => {
    const site = sites().get(id);
    if (!site) throw new ProblemError('unknown-site');
    return snippets.of(site);
  };
  const script = (response: Response, cache: string) => {
    response.set({
      'Cache-Control': cache,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // So that `<script integrity crossorigin>` works.
      'Access-Control-Allow-Origin': '*',
    });
    return response.type('text/javascript');
  };
  const get = (path: string, answer: (request: Request, response: Response) => void) => {
    router.route(path).get(answer).all(methodNotAllowed('GET, HEAD'));
  };
  get('/s/:site.js', (request, response) => {
    const { whole } = find(String(request.params['site']));
    // The settings come last: the code lies where the map says.
    response.set('SourceMap', `_/${snippets.code.digest}.js.map`);
    whole.send(request, script(response, FOR_MINUTES));
  });
  get('/s/:site/loader.js', (request, response) => {
    const { loader } = find(String(request.params['site']));
    loader.send(request, script(response, FOR_MINUTES));
  });
  for (const code of snippets.shared) {
    get(`/s/_/${code.digest}.js`, (request, response) => {
      if (code === snippets.code) response.set('SourceMap', `${code.digest}.js.map`);
      code.send(request, script(response, FOR_EVER));
    });
  }
  get(`/s/_/${snippets.code.digest}.js.map`, (request, response) => {
    snippets.map.send(request, script(response, FOR_EVER).type('application/json'));
  });
  return router;
}
