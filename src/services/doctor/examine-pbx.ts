// What a survey of an Asterisk box means for Leaseline, and what to do about it.
import { findingsOn, type LiveFinding } from '../../core/live-finding.ts';
import type { Millis } from '../../core/millis.ts';
import type { PbxSurvey, SurveyRefusal } from '../../core/pbx-survey.ts';
import { examineEvents } from './examine-events.ts';
import { examineRoutes } from './examine-routes.ts';
import type { ExaminedBox } from './examined-box.ts';

/** What it asks of a box, and what for. */
const NEEDED_ACTIONS = ['Status', 'CoreStatus', 'CoreSettings'] as const;
/** What it never asks, and what a thief of its secret could do with. */
const DANGEROUS_ACTIONS = ['Command', 'UpdateConfig', 'Originate', 'Redirect', 'Hangup', 'DBPut'] as const;
const OLDEST_MAJOR = 16;
const NEWEST_MAJOR = 22;
/** Between the two clocks a call and a visit are compared to the second. */
const CLOCKS_APART: Millis = 2_000;

export function examinePbx(survey: PbxSurvey, box: ExaminedBox): LiveFinding[] {
  const { ok } = findingsOn(box.name);
  return [
    ok('AMI_LOGIN', `AMI at ${box.ami.host}:${box.ami.port} takes user ${box.ami.username}`),
    versionOf(survey, box),
    ...privilegesOf(survey, box),
    loginTwice(survey, box),
    clockOf(survey, box),
    ...examineRoutes(survey, box),
    ...examineEvents(survey.heard, box),
  ];
}

export function explainRefusal({ kind, message }: SurveyRefusal, { name, ami }: ExaminedBox): LiveFinding {
  const { fault } = findingsOn(name);
  const where = `${ami.host}:${ami.port}`;
  switch (kind) {
    case 'unreachable':
      return fault(
        'AMI_UNREACHABLE',
        `no connection to AMI at ${where}: ${message}`,
        /REFUSED/.test(message)
          ? 'Nothing listens there. Is Asterisk up? In manager.conf: enabled = yes, port, bindaddr; then `asterisk -rx "manager show settings"`.'
          : `Is host right, and does a firewall let Leaseline through? Try nc -vz ${ami.host} ${ami.port} from this machine.`,
      );
    case 'refused':
      return fault(
        'AMI_REFUSED',
        `AMI at ${where} refuses user ${ami.username}: ${message}`,
        "Compare username and secret with manager.conf, see that its permit has this machine's address, and `manager reload`. If Leaseline runs: allowmultiplelogin = yes in [general]. Asterisk's log says which it was.",
      );
    case 'silent':
      return fault(
        'AMI_SILENT',
        `AMI at ${where} does not answer: ${message}`,
        'Asterisk hangs, or what listens there is no AMI.',
      );
    case 'garbled':
      return fault(
        'AMI_GARBLED',
        `what listens at ${where} speaks no AMI: ${message}`,
        'Correct ami.port (5038, unless manager.conf says otherwise).',
      );
    case 'closed':
      return fault(
        'AMI_CLOSED',
        `AMI at ${where} hung up: ${message}`,
        "See Asterisk's log; with a writetimeout below 5000 in manager.conf it drops whoever pauses.",
      );
    case 'unsafe':
      return fault('AMI_UNSAFE', `the log-in cannot be sent: ${message}`, 'Correct username and secret.');
  }
}

function versionOf({ version }: PbxSurvey, { name, routing }: ExaminedBox): LiveFinding {
  const { ok, warning, fault } = findingsOn(name);
  if (version === null) {
    return warning(
      'VERSION',
      'Asterisk does not say its version',
      'Give the manager user write = reporting.',
    );
  }
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  const release = Number(major);
  const said = `Asterisk ${version}`;
  if (major === undefined) {
    return warning(
      'VERSION',
      `${said} is no release`,
      `Leaseline is tried with ${OLDEST_MAJOR} and ${NEWEST_MAJOR}.`,
    );
  }
  if (release < OLDEST_MAJOR) {
    return fault(
      'VERSION',
      `${said} is too old`,
      `Leaseline follows calls on ${OLDEST_MAJOR} to ${NEWEST_MAJOR}.`,
    );
  }
  if (release > NEWEST_MAJOR) {
    return warning(
      'VERSION',
      `${said} is newer than what Leaseline is tried with`,
      'Compare a few calls with the CDRs.',
    );
  }
  // GHSA-wcvv-g26m-wx5c: read_only users could write by REST over WebSocket.
  const leaks =
    (release === 22 && Number(minor) < 10) || (release === 20 && Number(minor) < 20) || release === 21;
  if (routing && leaks) {
    return warning(
      'VERSION',
      `${said} lets any ARI user write (GHSA-wcvv-g26m-wx5c)`,
      'Upgrade to 20.20.1, 22.10.1 or later, and keep ARI on loopback.',
    );
  }
  return ok('VERSION', said);
}

function privilegesOf({ actions }: PbxSurvey, { name, ami, healthTest }: ExaminedBox): LiveFinding[] {
  const { ok, warning, fault } = findingsOn(name);
  if (actions === null) return [];
  const has = (action: string) => actions.has(action.toLowerCase());
  const missing = NEEDED_ACTIONS.filter((action) => !has(action));
  const wrong: LiveFinding[] = [];
  if (missing.length > 0) {
    wrong.push(
      fault(
        'PRIVILEGES',
        `user ${ami.username} may not ask ${missing.join(', ')}: without it no link comes up`,
        'In manager.conf give it write = reporting, then `manager reload`.',
      ),
    );
  }
  if (healthTest && !has('Originate')) {
    wrong.push(
      fault(
        'PRIVILEGES_HEALTH',
        `user ${ami.username} may not place the calls of health_test`,
        'Give it write = reporting,originate, or remove health_test.',
      ),
    );
  }
  const spare = DANGEROUS_ACTIONS.filter((action) => has(action) && !(action === 'Originate' && healthTest));
  if (spare.length > 0) {
    wrong.push(
      warning(
        'PRIVILEGES_SPARE',
        `user ${ami.username} may do what Leaseline never does: ${spare.join(', ')}`,
        'Give it a manager user of its own, with write = reporting only.',
      ),
    );
  }
  return wrong.length > 0
    ? wrong
    : [ok('PRIVILEGES', `user ${ami.username} may ask what Leaseline asks, and no more`)];
}

function loginTwice({ mayLogInTwice }: PbxSurvey, { name }: ExaminedBox): LiveFinding {
  const { ok, warning } = findingsOn(name);
  if (mayLogInTwice === true) return ok('LOGIN_TWICE', 'a second log-in of the user is taken');
  return warning(
    'LOGIN_TWICE',
    mayLogInTwice === false
      ? 'a second log-in of the user is refused: after a broken link Leaseline may be kept out for minutes'
      : 'whether a second log-in is taken was not found out',
    'Set allowmultiplelogin = yes in [general] of manager.conf, then `manager reload`.',
  );
}

function clockOf({ clockAhead }: PbxSurvey, { name }: ExaminedBox): LiveFinding {
  const { ok, warning } = findingsOn(name);
  if (clockAhead === null) {
    return warning('CLOCK', "the box's clock could not be read", 'Give the manager user write = reporting.');
  }
  const apart = Math.abs(clockAhead);
  if (apart <= CLOCKS_APART) return ok('CLOCK', 'its clock agrees with ours to the second or two');
  return warning(
    'CLOCK',
    `its clock is ${Math.round(apart / 1_000)} s ${clockAhead > 0 ? 'ahead of' : 'behind'} ours`,
    'Keep both by NTP (chrony, systemd-timesyncd): recordings and CDRs are hard to match otherwise.',
  );
}
