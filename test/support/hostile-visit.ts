// What strangers may write into a call: UTM values, titles, addresses, a caller's name, each an attempt at the operator's browser.

/** Leaves `window.pwned` where it is run. */
const RUN = 'window.pwned=1;alert(1)';

export const HOSTILE = [
  `<script>${RUN}</script>`,
  `"><img src=x onerror="${RUN}">`,
  `<svg onload=${RUN}>`,
  `javascript:${RUN}`,
  `<iframe srcdoc="<script>${RUN}</script>">`,
  `\${${RUN}} {{constructor.constructor('${RUN}')()}}`,
  `</script><script>${RUN}</script>`,
] as const;

const [script, image, svg, address, frame, template, closing] = HOSTILE;

/** The page of a visit whose every part is hostile. */
export const HOSTILE_PAGE = {
  url: `https://shop.example.ru/${encodeURI(image)}?${new URLSearchParams({
    utm_source: script,
    utm_medium: image,
    utm_campaign: svg,
    utm_term: frame,
    utm_content: template,
    yclid: closing,
  })}`,
  title: image,
  referrer: address,
};

export const HOSTILE_IDS = { ga: script, ym: image, user: svg };

export const HOSTILE_CALLER = {
  caller: svg,
  callerName: image.slice(0, 60),
  agent: 'agent1<svg onload=pwned=1>',
};
