// `GET`, `POST /v1/spend`, `DELETE /v1/spend/{id}`, `POST /v1/spend/import`: what advertising cost.
import { type Response, Router } from 'express';
import type { IdSource } from '../../../ports/id-source.ts';
import type { SpendStore } from '../../../ports/spend-store.ts';
import {
  fromSpendEntry,
  SpendEntrySchema,
  SpendImportSchema,
  toWireSpend,
  type WireSpendImport,
  type WireSpendList,
} from '../../../wire/spend.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { parseSpendCsv } from '../parse-spend-csv.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { operatorOf, REPORTERS, requireOperator } from '../require-operator.ts';

/** Entries told; of more, the latest. */
const LISTED = 500;
/** A file of 2 million characters, most of them two bytes, as JSON. */
const IMPORT_LIMIT = 5_000_000;

export function spendRoutes(store: SpendStore, ids: IdSource, door: OperatorDoor): Router {
  const router = Router();
  const mayRead = requireOperator(door, { scope: 'reports:read', roles: REPORTERS });
  const mayEnter = requireOperator(door, { roles: REPORTERS });
  router
    .route('/v1/spend')
    .get(mayRead, (_request, response) => {
      const { spends, more } = store.list(LISTED, operatorOf(response).sites);
      const list: WireSpendList = { spend: spends.map(toWireSpend), more };
      response.set('Cache-Control', 'no-store').json(list);
    })
    .post(mayEnter, async (request, response) => {
      const spend = { id: ids.token(), ...fromSpendEntry(await readJson(SpendEntrySchema, request)) };
      if (spend.lastDay < spend.firstDay) {
        const errors = [{ path: 'to', message: 'must not be before `from`' }];
        throw new ProblemError('invalid-body', { errors });
      }
      requireTheirs(spend.site, response);
      await store.add(spend);
      response.status(201).set('Cache-Control', 'no-store').json(toWireSpend(spend));
    })
    .all(methodNotAllowed('GET, HEAD, POST'));
  router
    .route('/v1/spend/import')
    .post(mayEnter, async (request, response) => {
      const settings = await readJson(SpendImportSchema, request, IMPORT_LIMIT);
      requireTheirs(settings.site ?? null, response);
      const { spends, lines, faults } = await parseSpendCsv(settings);
      const isTaken = faults.length === 0 && !settings.dry_run;
      if (isTaken) await store.replace(spends.map((spend) => ({ id: ids.token(), ...spend })));
      const isShown = isTaken || settings.dry_run;
      const amount = spends.reduce((sum, each) => sum + each.amount, 0);
      const answer: WireSpendImport = {
        imported: isShown ? lines : 0,
        amount: isShown ? Math.round(amount * 100) / 100 : 0,
        faults: [...faults],
      };
      response.set('Cache-Control', 'no-store').json(answer);
    })
    .all(methodNotAllowed('POST'));
  router
    .route('/v1/spend/:id')
    .delete(mayEnter, (request, response) => {
      if (!store.remove(request.params['id'] as string, operatorOf(response).sites))
        throw new ProblemError('unknown-spend');
      response.status(204).end();
    })
    .all(methodNotAllowed('DELETE'));
  return router;
}

/** What is for all sites is nobody's who is limited to some. */
function isTheirs(site: string | null, sites: readonly string[] | null): boolean {
  return sites === null || (site !== null && sites.includes(site));
}

function requireTheirs(site: string | null, response: Response): void {
  const { sites } = operatorOf(response);
  if (isTheirs(site, sites)) return;
  const errors = [{ path: 'site', message: `must be one of yours: ${sites?.join(', ')}` }];
  throw new ProblemError('invalid-body', { errors });
}
