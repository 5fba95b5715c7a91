// `GET /v1/calls/{id}/recording`: the sound of a call, a range of it where the player asks for one.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type Request, type Response, Router } from 'express';
import type { CallRepository } from '../../../ports/call-repository.ts';
import type { RecordingPlace, Recordings } from '../../../ports/recordings.ts';
import type { Audit } from '../../../services/audit.ts';
import type { CallViews } from '../call-view.ts';
import type { ClientAddress } from '../client-address.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import type { OperatorDoor } from '../operator-door.ts';
import { ProblemError } from '../problems.ts';
import { operatorOf, requireOperator } from '../require-operator.ts';

/** What a PBX's web server may tell the player. */
const PASSED_ON = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'last-modified'];
const PATIENCE_MS = 10_000;

export interface RecordingRoutesOptions {
  readonly calls: Pick<CallRepository, 'find'>;
  readonly recordings: Recordings;
  readonly door: OperatorDoor;
  readonly viewOf: CallViews;
  readonly audit: Audit;
  readonly clientAddress: ClientAddress;
}

export function recordingRoutes(options: RecordingRoutesOptions): Router {
  const { calls, recordings, door, viewOf, audit, clientAddress } = options;
  const router = Router();
  router
    .route('/v1/calls/:id/recording')
    .get(requireOperator(door, { scope: 'calls:read' }), async (request, response) => {
      const id = request.params['id'] as string;
      const operator = operatorOf(response);
      const { call } = viewOf(operator).mayLook(calls.find(id));
      const place = await recordings.find(call);
      if (!place) throw new ProblemError('no-recording');
      const address = clientAddress(request);
      // A player asks for many ranges of one hearing: the first tells it.
      if (/^bytes=0-|^$/.test(request.headers.range ?? '')) {
        audit.note({ who: operator.name, what: 'recording-played', subject: id, address });
      }
      response.set('Cache-Control', 'private, no-store');
      if (place.kind === 'file') await sendFile(place.path, response);
      else await passOn(place, request, response);
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

function sendFile(path: string, response: Response): Promise<void> {
  return new Promise((sent, failed) => {
    response.sendFile(path, { cacheControl: false, dotfiles: 'allow' }, (error) => {
      // Players break off whenever they have heard enough.
      if (!error || response.headersSent) sent();
      else
        failed(
          new ProblemError('status' in error && error.status === 416 ? 'no-such-range' : 'no-recording'),
        );
    });
  });
}

async function passOn(
  { url, authorization }: RecordingPlace & { kind: 'remote' },
  request: Request,
  response: Response,
): Promise<void> {
  const answer = await ask(url, authorization, request);
  if (!answer?.ok || !isSound(answer)) throw new ProblemError('no-recording');
  response.status(answer.status);
  for (const name of PASSED_ON) {
    const value = answer.headers.get(name);
    if (value !== null) response.setHeader(name, value);
  }
  if (answer.body === null) response.end();
  else await pipeline(Readable.fromWeb(answer.body as ReadableStream), response).catch(() => {});
}

/** Null when nothing came within ten seconds; what comes then may last as long as the player listens. */
async function ask(
  url: string,
  authorization: string | null,
  { method, headers: { range } }: Request,
): Promise<globalThis.Response | null> {
  const abort = new AbortController();
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const giveUp = () => abort.abort();
  patience.addEventListener('abort', giveUp);
  const headers = { ...(authorization !== null && { authorization }), ...(range !== undefined && { range }) };
  const answer = await fetch(url, { method, headers, signal: abort.signal }).catch(() => null);
  patience.removeEventListener('abort', giveUp);
  return answer;
}

/** A log-in page must not be played, nor shown under our name. */
function isSound({ headers }: globalThis.Response): boolean {
  return /^(audio\/|application\/(ogg|octet-stream))/.test(headers.get('content-type') ?? '');
}
