// `/monitor/`: the operator's web page, as files that `npm run build` made.
import { sep } from 'node:path';
import express, { Router } from 'express';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';

const YEAR_S = 31_536_000;

/** @param folder null when the monitor was not built: then it is not there. */
export function monitorRoutes(folder: string | null): Router {
  const router = Router();
  router
    .route('/')
    .get((_request, response) => response.redirect('/monitor/'))
    .all(methodNotAllowed('GET, HEAD'));
  if (folder === null) return router;
  router.use(
    '/monitor',
    express.static(folder, {
      setHeaders(response, path) {
        // vite puts a hash of its content into the name of everything under assets/.
        const hashed = path.includes(`${sep}assets${sep}`);
        response.setHeader('Cache-Control', hashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
      },
    }),
  );
  // The page's own routes: any path that does not look like a file. A call's id has a dot in it.
  router.get('/monitor/{*path}', (request, response, next) => {
    const isCall = /^\/monitor\/calls\/[\w.-]+$/.test(request.path);
    if (!isCall && /\.\w+$/.test(request.path)) throw new ProblemError('not-found');
    response.set('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder, cacheControl: false }, (error) => {
      if (error) next(error);
    });
  });
  return router;
}
