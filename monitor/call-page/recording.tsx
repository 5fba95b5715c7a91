// The call's recording; nothing is fetched until somebody listens, since listening is noted in the audit log.
import type { WireCall } from '../../src/wire/call.ts';
import { callsTexts } from '../i18n/calls.ts';

export function Recording({ call }: { call: WireCall }) {
  const t = callsTexts.value.page;
  return (
    <section class="panel" aria-labelledby="recording-title">
      <div class="panel-head">
        <h2 class="panel-title" id="recording-title">
          {t.recording}
        </h2>
      </div>
      <div class="panel-body">
        {/* biome-ignore lint/a11y/useMediaCaption: nobody wrote down what was said */}
        <audio
          class="recording"
          controls
          preload="none"
          aria-label={t.recording}
          src={`/v1/calls/${encodeURIComponent(call.id)}/recording`}
        />
      </div>
    </section>
  );
}
