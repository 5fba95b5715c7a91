// The audit log: who did what, when, from where.
import { useSignal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import type { WireAuditEntry, WireAuditPage } from '../../src/wire/user.ts';
import { get } from '../data/api.ts';
import { query } from '../data/query.ts';
import { useAnswer } from '../data/use-answer.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { cleanText } from '../format/visitor-text.ts';
import { language } from '../i18n/language.ts';
import { settingsTexts } from '../i18n/settings.ts';
import { shellTexts } from '../i18n/shell.ts';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import './settings.css';
import { Unanswered } from '../ui/unanswered.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

export function AuditPage({ me }: { me: Me }) {
  const t = settingsTexts.value.audit;
  const { value, failure, reload } = useAnswer<WireAuditPage>('/v1/audit');
  const older = useSignal<WireAuditPage | null>(null);
  const entries = [...(value?.entries ?? []), ...(older.value?.entries ?? [])];
  const next = (older.value ?? value)?.next ?? null;

  async function more(): Promise<void> {
    const answer = await get<WireAuditPage>(`/v1/audit${query({ cursor: next })}`);
    if (answer.type !== 'ok') return;
    const before = older.value?.entries ?? [];
    older.value = { entries: [...before, ...answer.value.entries], next: answer.value.next };
  }

  return (
    <Page title={shellTexts.value.screens.audit} note={t.lead}>
      <SettingsTabs me={me} />
      {value === null ? (
        <Unanswered failure={failure} retry={reload} rows={8} />
      ) : entries.length === 0 ? (
        <div class="panel">
          <Notice icon="list" title={t.empty} />
        </div>
      ) : (
        <div class="panel">
          <div class="table-scroll">
            <table class="table">
              <thead>
                <tr>
                  <th>{t.when}</th>
                  <th>{t.who}</th>
                  <th>{t.what}</th>
                  <th>{t.subject}</th>
                  <th>{t.detail}</th>
                  <th>{t.address}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry, at) => (
                  <Entry key={`${entry.at} ${at}`} entry={entry} />
                ))}
              </tbody>
            </table>
          </div>
          {next !== null && (
            <div class="table-foot">
              <button type="button" class="link-button" onClick={() => void more()}>
                {t.more}
              </button>
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

function Entry({ entry }: { entry: WireAuditEntry }) {
  const t = settingsTexts.value.audit;
  const text = (value: string | null) => value !== null && <bdi>{cleanText(value)}</bdi>;
  const failed = entry.what.endsWith('-failed');
  return (
    <tr>
      <td class="audit-time">
        {formatTimeOfDay(Date.parse(entry.at), { language: language.value, now: Date.now(), seconds: true })}
      </td>
      <td class={entry.who === null ? 'table-none' : 'table-strong'}>{text(entry.who) || t.nobody}</td>
      <td class={failed ? 'audit-failed' : undefined}>{t.deeds[entry.what] ?? cleanText(entry.what)}</td>
      <td>{text(entry.subject)}</td>
      <td class="audit-detail">{text(entry.detail)}</td>
      <td class="table-none">{text(entry.address)}</td>
    </tr>
  );
}
