// The demo panel: arrive at the shop from an ad, see the number lent to you, and call it.
(() => {
  const ARRIVALS = [
    [
      'Yandex ad',
      '?utm_source=yandex&utm_medium=cpc&utm_campaign=windows-moscow&utm_term=window+repair&utm_content=ad-2&yclid=',
    ],
    [
      'Google ad',
      '?utm_source=google&utm_medium=cpc&utm_campaign=draughts&utm_term=window+seals+moscow&gclid=demo-',
    ],
    ['VK post', '?utm_source=vk&utm_medium=social&utm_campaign=autumn-post&utm_content=photo'],
    ['Direct', ''],
  ];
  /** What a button says, and what is said once the call is out. */
  const CALLS = [
    [
      'answered',
      'Call this number',
      'It rings. An operator answers in a few seconds; the talk lasts twenty.',
    ],
    ['gave-up', 'Call, hang up early', 'It rings. The caller will give up in a few seconds.'],
    ['missed', 'Call, nobody answers', 'It rings, and nobody will answer.'],
  ];
  const PRINTED = '+74951112233';
  /** Under this key each visitor keeps the phone they call from: somebody new calls from another one. */
  const CALLER_KEY = 'demo:caller';

  const panel = document.querySelector('.demo-panel');
  const phone = document.querySelector('#header-phone');
  /** The number as a caller's phone would dial it. */
  const did = () => (phone.getAttribute('href') ?? '').replace(/[^+\d]/g, '');

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /** This visitor's own phone, the same in all tabs. */
  const caller = (() => {
    const fresh = `+7916${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
    try {
      const kept = localStorage.getItem(CALLER_KEY);
      if (kept) return kept;
      localStorage.setItem(CALLER_KEY, fresh);
    } catch {
      // Storage is forbidden: every page calls from another phone.
    }
    return fresh;
  })();
  const spaced = (number) => number.replace(/^(\+7)(\d{3})(\d{3})(\d\d)(\d\d)$/, '$1 $2 $3-$4-$5');

  /** As somebody who was never here: nothing kept, no referrer. */
  function arrive(query) {
    const forget = () => {
      try {
        localStorage.clear();
        sessionStorage.clear();
      } catch {
        // Storage is forbidden: nothing was kept.
      }
    };
    forget();
    // The snippet notes that a tab is gone: what it writes then is forgotten, too.
    addEventListener('pagehide', forget);
    const clickId = String(Date.now()) + Math.floor(Math.random() * 1e6);
    const link = make('a', {
      href: location.pathname + (query.endsWith('=') || query.endsWith('-') ? query + clickId : query),
      referrerPolicy: 'no-referrer',
    });
    link.click();
  }

  async function call(scenario, whatHappens) {
    say('Dialling …');
    setBusy(true);
    try {
      const response = await fetch('/demo/call', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ did: did(), scenario, caller }),
      });
      if (!response.ok) throw new Error(`the demo answered ${response.status}`);
      say(`${whatHappens} Look at the monitor.`);
    } catch (fault) {
      say(`That call did not go out: ${fault instanceof Error ? fault.message : fault}`, true);
    }
    setBusy(false);
  }

  const number = make('p', { className: 'number' });
  const note = make('p', { className: 'note' });
  const said = make('p', { className: 'said', textContent: `You call from ${spaced(caller)}.` });
  said.setAttribute('role', 'status');
  const short = make('b', {});
  const fold = make('button', { type: 'button', className: 'fold', onclick: toggle }, 'Demo panel', short);
  fold.setAttribute('aria-expanded', 'false');
  const buttons = CALLS.map(([scenario, label, whatHappens]) =>
    make('button', { type: 'button', textContent: label, onclick: () => call(scenario, whatHappens) }),
  );
  buttons[0].className = 'primary';

  function toggle() {
    fold.setAttribute('aria-expanded', String(panel.classList.toggle('open')));
  }
  function say(text, bad = false) {
    said.textContent = text;
    said.dataset.bad = bad ? 'yes' : 'no';
  }
  function setBusy(busy) {
    for (const button of buttons) button.disabled = busy;
  }

  const source = new URLSearchParams(location.search).get('utm_source') ?? '';
  const arrivals = ARRIVALS.map(([label, query]) => {
    const link = make('a', { href: location.pathname + query, textContent: label });
    if ((new URLSearchParams(query).get('utm_source') ?? '') === source)
      link.setAttribute('aria-current', 'true');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      arrive(query);
    });
    return link;
  });

  panel.append(
    fold,
    make(
      'div',
      { className: 'body' },
      make('h2', { textContent: 'Leaseline demo' }),
      make('p', {
        textContent: 'Which advertisement made the phone ring? This panel is not part of the shop.',
      }),
      make('h3', { textContent: '1. Watch the monitor' }),
      make('a', {
        className: 'monitor',
        href: panel.dataset.monitorUrl,
        target: '_blank',
        textContent: 'Open the monitor ↗',
      }),
      make(
        'p',
        {},
        'Log in as ',
        make('b', { textContent: 'demo' }),
        ', password ',
        make('b', { textContent: 'demo' }),
        '.',
      ),
      make('h3', { textContent: '2. The number this visitor sees' }),
      number,
      note,
      make('h3', { textContent: '3. Call it (simulated PBX)' }),
      ...buttons,
      said,
      make('h3', { textContent: '4. Come again as somebody new' }),
      make('div', { className: 'arrivals' }, ...arrivals),
    ),
  );

  /** The snippet keeps no number that is shared. */
  function isShared() {
    try {
      return !Object.entries(localStorage).some(
        ([key, kept]) => /^leaseline:/.test(key) && /"numbers"/.test(kept),
      );
    } catch {
      return false;
    }
  }

  function show() {
    const isLent = did() !== PRINTED;
    number.textContent = phone.textContent;
    short.textContent = phone.textContent;
    number.dataset.lent = isLent ? 'yes' : 'no';
    note.textContent = !isLent
      ? 'Still the printed number. If it stays, reload.'
      : isShared()
        ? 'The pool is used up: this one is shared.'
        : 'Lent to this visitor alone.';
  }
  new MutationObserver(show).observe(phone, {
    attributes: true,
    childList: true,
    characterData: true,
    subtree: true,
  });
  show();
})();
