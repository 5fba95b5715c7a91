// Cross checks of web addresses: pages must be able to load the script.
import type { Report } from './report.ts';
import type { Draft } from './shape.ts';

export function checkWeb(draft: Draft, report: Report): void {
  const url = draft.public_url;
  const secure = draft.sites?.some((site) => site?.origins?.some((origin) => /^https:/i.test(origin ?? '')));
  // Browsers treat loopback as secure (W3C Secure Contexts), so trying it out at home works.
  if (!secure || url === undefined || !/^http:/i.test(url)) return;
  if (/^http:\/\/(localhost|127\.|\[::1\])/i.test(url)) return;
  report.warn(
    ['public_url'],
    'pages served over https cannot load a script over http',
    'Put a reverse proxy with TLS in front and write https:// here.',
  );
}
