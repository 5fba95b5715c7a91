// `/v1/users...`: the accounts, for admins.
import { type Request, type Response, Router } from 'express';
import type { MadeLink } from '../../../services/one-time-links.ts';
import type { Account } from '../../../services/operator-accounts.ts';
import type { UserRefusal } from '../../../services/user-administration.ts';
import {
  NewUserSchema,
  UserPatchSchema,
  type WireNewUser,
  type WireOneTimeLink,
  type WireUser,
} from '../../../wire/user.ts';
import { iso, isoOrNull } from '../../../wire/wire-time.ts';
import type { AccessParts } from '../access-parts.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { ProblemError } from '../problems.ts';
import { readJson } from '../read-json.ts';
import { ADMIN, operatorOf, requireOperator } from '../require-operator.ts';

/** @param siteIds of the sites there are now */
export function userRoutes(parts: AccessParts, siteIds: () => Iterable<string>): Router {
  const { door, accounts, users, sessions, audit, clientAddress } = parts;
  const router = Router();
  const admin = requireOperator(door, { roles: ADMIN });
  const note = (request: Request, response: Response, what: string, subject: string, detail?: string) =>
    audit.note({
      who: operatorOf(response).name,
      what,
      subject,
      detail: detail ?? null,
      address: clientAddress(request),
    });
  const checkSites = (sites: readonly string[] | null | undefined) => {
    const known = new Set(siteIds());
    const unknown = sites?.find((site) => !known.has(site));
    if (unknown === undefined) return;
    throw new ProblemError('invalid-body', {
      errors: [{ path: 'sites', message: `there is no site ${JSON.stringify(unknown)}` }],
    });
  };
  router
    .route('/v1/users')
    .get(admin, (_request, response) => {
      const all = accounts.all().map((account) => toWireUser(account, parts));
      response.set('Cache-Control', 'no-store').json({ users: all });
    })
    .post(admin, async (request, response) => {
      const { caller_numbers: callerNumbers, ...wanted } = await readJson(NewUserSchema, request);
      checkSites(wanted.sites);
      const invite = done(await users.invite({ ...wanted, callerNumbers }));
      note(request, response, 'user-created', wanted.name, wanted.role);
      const answer: WireNewUser = { ...wireUser(wanted.name), invite: toWireLink(invite) };
      response.set('Cache-Control', 'no-store').status(201).json(answer);
    })
    .all(methodNotAllowed('GET, HEAD, POST'));
  router
    .route('/v1/users/:name')
    .patch(admin, async (request, response) => {
      const name = request.params['name'] as string;
      const patch = await readJson(UserPatchSchema, request);
      checkSites(patch.sites);
      const { caller_numbers: callerNumbers, ...change } = patch;
      done(await users.change(name, callerNumbers === undefined ? change : { ...change, callerNumbers }));
      note(request, response, 'user-changed', name, JSON.stringify(patch));
      response.set('Cache-Control', 'no-store').json(wireUser(name));
    })
    .delete(admin, async (request, response) => {
      const name = request.params['name'] as string;
      done(await users.remove(name));
      note(request, response, 'user-removed', name);
      response.status(204).end();
    })
    .all(methodNotAllowed('PATCH, DELETE'));
  router
    .route('/v1/users/:name/link')
    .post(admin, async (request, response) => {
      const name = request.params['name'] as string;
      const link = done(await users.reset(name));
      note(request, response, 'user-link', name);
      response.set('Cache-Control', 'no-store').status(201).json(toWireLink(link));
    })
    .all(methodNotAllowed('POST'));
  router
    .route('/v1/users/:name/sessions')
    .delete(admin, (request, response) => {
      const name = request.params['name'] as string;
      if (!accounts.find(name)) throw new ProblemError('unknown-user');
      const ended = sessions.endAll(name);
      note(request, response, 'sessions-ended', name, `${ended} sessions`);
      response.status(204).end();
    })
    .all(methodNotAllowed('DELETE'));
  return router;

  function wireUser(name: string): WireUser {
    const account = accounts.find(name);
    if (!account) throw new ProblemError('unknown-user');
    return toWireUser(account, parts);
  }
}

const REFUSALS: readonly UserRefusal[] = [
  'unknown-user',
  'name-taken',
  'user-from-config',
  'last-admin',
  'limited-admin',
];

/** @throws {ProblemError} for a refusal */
function done<Result>(result: Result | UserRefusal): Exclude<Result, UserRefusal> {
  const refusal = REFUSALS.find((each) => each === result);
  if (refusal === undefined) return result as Exclude<Result, UserRefusal>;
  if (refusal !== 'limited-admin') throw new ProblemError(refusal);
  throw new ProblemError('invalid-body', {
    errors: [{ path: 'sites', message: 'an admin sees every site: must be null' }],
  });
}

function toWireUser(
  account: Account,
  { sessions, secondFactors, lastSeen }: Pick<AccessParts, 'sessions' | 'secondFactors' | 'lastSeen'>,
): WireUser {
  const { name, role, sites, callerNumbers, fromConfig, disabled, createdAt } = account;
  const seenAt = lastSeen.lastSeen(name);
  return {
    name,
    role,
    sites: sites && [...sites],
    caller_numbers: callerNumbers,
    from_config: fromConfig,
    disabled,
    invited: !fromConfig && account.passwordHash === null,
    totp: secondFactors.isOn(name),
    created_at: isoOrNull(createdAt),
    last_seen_at: isoOrNull(seenAt),
    sessions: sessions.count(name),
  };
}

function toWireLink({ url, expiresAt }: MadeLink): WireOneTimeLink {
  return { link: url, expires_at: iso(expiresAt) };
}
