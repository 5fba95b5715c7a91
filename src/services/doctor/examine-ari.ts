// What an ARI survey means, and what to do about it.
import type { AriSurvey } from '../../core/ari-survey.ts';
import { findingsOn, type LiveFinding } from '../../core/live-finding.ts';

export interface ExaminedAri {
  /** The box's name. */
  readonly name: string;
  readonly url: string;
  readonly username: string;
  /** The Stasis application Leaseline registers while it runs. */
  readonly app: string;
}

export function examineAri(survey: AriSurvey, { name, url, username, app }: ExaminedAri): LiveFinding[] {
  const { ok, warning, fault } = findingsOn(name);
  switch (survey.kind) {
    case 'unreachable':
      return [
        fault(
          'ARI_UNREACHABLE',
          `no ARI at ${url}: ${survey.message}`,
          'In http.conf: enabled = yes, bindaddr, bindport; then `asterisk -rx "module reload http"` and `http show status`.',
        ),
      ];
    case 'unauthorized':
      return [
        fault(
          'ARI_REFUSED',
          `ARI at ${url} refuses user ${username} (${survey.message})`,
          'Compare username and password with ari.conf, and see that its [general] says enabled = yes.',
        ),
      ];
    case 'absent':
      return [
        fault(
          'ARI_ABSENT',
          `what answers at ${url} has no ARI: ${survey.message}`,
          'Is `url` without /ari? Is res_ari loaded: `asterisk -rx "module show like res_ari"`?',
        ),
      ];
    case 'answers':
      return [
        ok('ARI_LOGIN', `ARI at ${url} takes user ${username}`),
        survey.apps.includes(app)
          ? ok('ARI_APP', `application ${app} is registered: Leaseline answers the routing question`)
          : warning(
              'ARI_APP',
              `application ${app} is not registered: calls take their default route`,
              'Start Leaseline; if it runs, its log says why ARI is down.',
            ),
      ];
  }
}
