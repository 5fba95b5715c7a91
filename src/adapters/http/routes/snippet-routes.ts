// `GET /s/{site}.js`: the swap script with its site's settings.
import { Router } from 'express';
import type { Site } from '../../../ports/site-directory.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';

export interface SnippetSource {
  /** @returns the script, and a strong ETag in its quotes. */
  render(site: Site): { body: string; etag: string };
}

export function snippetRoutes(sites: readonly Site[], snippets: SnippetSource): Router {
  const router = Router();
  const byId = new Map(sites.map((site) => [site.id, site]));
  router
    .route('/s/:site.js')
    .get((request, response) => {
      const site = byId.get(request.params.site);
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
