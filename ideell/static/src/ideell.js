/* Ideell: the little that HTML and htmx do not do. Every page works without it.
   Its sentences are the data of <template id="words">. Event names of htmx 2 and of 4. */
(() => {
  'use strict';
  const d = document, words = d.getElementById('words').dataset;
  const on = (names, act) => names.split(' ').forEach((name) => addEventListener(name, act));
  const each = (selector, act, root = d) => root.querySelectorAll(selector).forEach(act);
  const attempt = (act) => { try { return act(); } catch { return null; } }; // storage may be shut

  function say(sentence) {
    const box = d.createElement('div');
    box.className = 'status watch';
    box.append(sentence);
    d.getElementById('besked').replaceChildren(box);
  }

  /* Focus: where the server says, else where it was; never on the empty page. */
  let trail = [];

  function focus(el) {
    if (el.tabIndex < 0) el.tabIndex = -1;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: 'nearest' });
  }
  function settle() {
    const wanted = d.querySelector('[data-focus]');
    wanted?.removeAttribute('data-focus');
    if (wanted) focus(wanted);
    else if (d.activeElement === d.body) focus(trail.map((id) => d.getElementById(id)).find(Boolean) || d.body);
  }
  function remember(el) {
    for (trail = ['main']; el; el = el.parentElement) if (el.id) trail.splice(-1, 0, el.id);
  }

  /* Busy: no second press, and "Sparar …" on the button when it takes time. */
  function busy(button) {
    if (!button) return;
    const label = [...button.childNodes];
    const timer = setTimeout(() => { button.textContent = button.dataset.busy || words.saving; }, 400);
    button.ariaBusy = 'true';
    button.rest = () => { clearTimeout(timer); button.replaceChildren(...label); button.ariaBusy = null; };
  }
  function release() {
    each('[aria-busy]', (button) => button.rest?.());
    each('[data-sent]', (form) => form.removeAttribute('data-sent'));
  }

  on('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = 'yes';
    busy(event.submitter);
    setTimeout(release, 15e3); // a download leaves the page standing
    form.draft?.sending();
    if (form.matches('[data-sign-out]')) copies().forEach(forget);
  });
  on('pageshow', (event) => event.persisted && release()); // back again by the back button

  /* htmx */
  const source = ({ detail, target }) => detail?.elt || detail?.ctx?.sourceElement || target;
  const draftOf = (el) => el.matches('form, button:not([data-keeps-draft])') && el.closest('form')?.draft;

  on('htmx:beforeRequest htmx:before:request', (event) => {
    const el = source(event);
    if (el.ariaBusy || (d.hidden && el.matches('[hx-trigger*=every]'))) return event.preventDefault();
    remember(d.activeElement === d.body ? el : d.activeElement);
    if (el.matches('form, button')) busy(el.matches('form') ? el.querySelector('button:not([type=button])') : el);
    draftOf(el) && draftOf(el).sending();
  });
  on('htmx:afterRequest htmx:after:request', (event) => {
    const el = source(event), { status } = event.detail.xhr || event.detail.ctx.response || {};
    release();
    draftOf(el) && draftOf(el).sent(status >= 200 && status < 300);
  });
  on('htmx:afterSettle htmx:after:swap', () => setTimeout(() => { drafts(); settle(); }));
  on('htmx:sendError htmx:timeout htmx:error', () => { release(); say(words.unreachable); });
  on('offline', () => say(words.offline));

  /* Single keys, only for those who have switched them on (WCAG 2.1.4). */
  on('keydown', (event) => {
    const { key, target } = event, cards = [...d.querySelectorAll('[data-card]')];
    if (d.body.dataset.keys !== 'on' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.isComposing || target.matches('input, textarea, select') || !/^[a-z]$/i.test(key)) return;
    const here = target.closest('[data-card]') || d.querySelector('.current[data-card]') || cards[0];
    const step = { j: 1, k: -1 }[key], button = `[data-key=${key}]`;
    const found = step ? cards[cards.indexOf(here) + step]
      : here?.querySelector(button) || d.querySelector('#besked ' + button);
    if (!found) return;
    event.preventDefault();
    if (step) focus(found); else found.click();
  });

  /* Drafts: a copy in this browser at once, one on the server three seconds after the last key. */
  const FIELDS = 'textarea, select, input:not([type=hidden], [type=file], [autocomplete=one-time-code])';
  const OURS = 'ideell:', SENT = 'ideell-sent', WEEK = 6048e5;
  const read = (key) => attempt(() => JSON.parse(localStorage[key]));
  const forget = (key) => attempt(() => localStorage.removeItem(key));
  const copies = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(OURS))) || [];
  const isSwitch = (field) => /radio|checkbox/.test(field.type);
  const values = (form) => {
    const list = []; // [name, value] in the order of the page
    each(FIELDS, (field) => list.push([field.name, isSwitch(field) ? field.checked : field.value]), form);
    return JSON.stringify(list);
  };
  const at = (sentence, time) => sentence.replace('{time}', new Date(time).toTimeString().slice(0, 5).replace(':', '.'));

  function keepDraft(form) {
    const { draftKey, draftUrl, draftStatus } = form.dataset, key = OURS + d.body.dataset.person + ':' + draftKey;
    let saved = values(form), savedAt, copying, saving, request, held;

    function stop() { clearTimeout(copying); clearTimeout(saving); request?.abort(); }
    function copy() { attempt(() => { localStorage[key] = JSON.stringify({ at: Date.now(), text: values(form) }); }); }
    function tell(html, failed) {
      const line = d.getElementById(draftStatus);
      if (line) line.innerHTML = html, line.classList.toggle('failed', failed);
    }
    async function save() {
      const now = values(form), body = new URLSearchParams(new FormData(form));
      if (!draftUrl || held || now === saved || !form.isConnected) return;
      clearTimeout(saving);
      request?.abort();
      request = new AbortController();
      body.delete('once'); // a draft does not use the form up
      try {
        const answer = await fetch(draftUrl, {
          method: 'POST', body, signal: request.signal, headers: { 'HX-Request': 'true' }, keepalive: `${body}`.length < 6e4,
        });
        const html = await answer.text();
        if (answer.redirected || !(answer.ok || answer.status === 409)) throw answer;
        saved = now;
        savedAt = Date.now();
        tell(html || at(words.saved, savedAt), false);
      } catch (why) {
        if (why.name === 'AbortError') return;
        tell(savedAt ? at(words.unsavedSince, savedAt) : words.unsaved, true);
        saving = setTimeout(save, 1e4);
      }
    }
    function typed() {
      clearTimeout(copying);
      clearTimeout(saving);
      copying = setTimeout(copy, 300);
      saving = setTimeout(save, 3e3);
    }

    form.draft = {
      save,
      sending() { held = true; stop(); copy(); attempt(() => { sessionStorage[SENT] = key; }); }, // the act itself carries the text now
      sent(well) { held = false; attempt(() => sessionStorage.removeItem(SENT)); if (well) forget(key); },
    };
    form.addEventListener('input', typed);
    form.addEventListener('change', typed);
    form.addEventListener('focusout', save);
    offer(form, key, saved);
  }

  function offer(form, key, shown) {
    const kept = read(key);
    if (!kept || kept.text === shown || kept.at < Date.parse(form.dataset.draftAt)) return;
    const box = d.getElementById('draft-offer').content.firstElementChild.cloneNode(true);
    box.addEventListener('click', ({ target: { value } }) => {
      if (!value) return;
      const texts = new Map(), list = JSON.parse(kept.text);
      list.forEach(([name, text]) => texts.set(name, [...(texts.get(name) || []), text]));
      if (value === 'fetch') each(FIELDS, (field) => {
        const text = texts.get(field.name)?.shift();
        if (text !== undefined) field[isSwitch(field) ? 'checked' : 'value'] = text;
      }, form);
      else forget(key);
      box.remove();
      form.dispatchEvent(new Event('change'));
      focus(form.querySelector(FIELDS));
    });
    form.prepend(box);
  }

  function drafts() { each('[data-draft-key]', (form) => form.draft || keepDraft(form)); }
  function saveAll() { each('[data-draft-key]', (form) => form.draft?.save()); }
  on('pagehide online', saveAll);
  d.addEventListener('visibilitychange', () => d.hidden && saveAll());

  /* Start. What was sent, and answered with a good word, is saved: its copy has done its work. */
  const sent = attempt(() => sessionStorage[SENT]);
  if (sent && d.querySelector('#besked .good')) forget(sent);
  attempt(() => sessionStorage.removeItem(SENT));
  copies().forEach((key) => Date.now() - read(key)?.at < WEEK || forget(key));
  if (matchMedia('(max-width: 60rem)').matches) each('[data-close-on-phone]', (box) => { box.open = false; });
  drafts();
  settle();
})();
