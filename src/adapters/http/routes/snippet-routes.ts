// `GET /s/{site}.js`: the swap script with its site's settings.
import { Router } from 'express';
import type { Site, SiteDirectory } from '../../../ports/site-directory.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';

export interface SnippetSource {
  /** @returns the script, and a strong ETag in its quotes. */
  render(site: Site): { body: string; etag: string };
}

/** @param sites the directory of this moment */
export function snippetRoutes(sites: () => SiteDirectory, snippets: SnippetSource): Router {
  const router = Router();
  router
    .route('/s/:site.js')
    .get((request, response) => {
      const site = sites().get(request.params.site);
      if (!site) throw new ProblemError('unknown-site');
      const { body, etag } = snippets.render(site);
      response.set({
        ETag: etag,
        'Cache-Control': 'public, max-age=300',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        // So that `<script integrity crossorigin>` works.
        'Access-Control-Allow-Origin': '*',
      });
      response.type('text/javascript').send(body);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}
