/* Ideell: the little that HTML and htmx do not do. Every page works without it.
   Its sentences are the data of <template id="words">. Event names of htmx 2 and of 4. */
(() => {
  const d = document, words = d.getElementById('words').dataset;
  const on = (names, act) => names.split(' ').forEach((name) => addEventListener(name, act));
  const each = (selector, act) => d.querySelectorAll(selector).forEach(act);
  const attempt = (act) => { try { return act(); } catch { return null; } }; // storage may be shut

  function say(sentence) {
    d.getElementById('besked').innerHTML = `<div class="status watch">${sentence}</div>`;
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
    const lost = d.activeElement === d.body && trail.map((id) => d.getElementById(id)).find(Boolean);
    if (wanted || lost) focus(wanted || lost);
    if (wanted) delete wanted.dataset.focus;
  }
  function remember(el) {
    for (trail = []; el; el = el.parentElement) if (el.id) trail.push(el.id);
    trail.push('main');
  }

  /* Busy: no second press, and "Sparar …" on the button when it takes time. */
  function busy(button) {
    if (!button) return;
    const label = [...button.childNodes];
    const timer = setTimeout(() => { button.textContent = button.dataset.busy || words.saving; }, 400);
    button.setAttribute('aria-busy', true);
    button.rest = () => {
      clearTimeout(timer);
      button.replaceChildren(...label);
      button.removeAttribute('aria-busy');
    };
  }
  function release() {
    each('[aria-busy]', (button) => button.rest?.());
    each('[data-sent]', (form) => { delete form.dataset.sent; form.draft?.sent(); });
  }

  on('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = 'yes';
    busy(event.submitter);
    form.draft?.sending();
    if (form.matches('[data-sign-out]')) copies().forEach(forget);
    setTimeout(release, 15e3); // a download leaves the page standing
  });
  on('pageshow', (event) => event.persisted && release()); // here again by the back button

  /* htmx */
  // What was pressed, also when the answer took its place: then the event comes from what stood around it.
  const source = ({ detail, target }) => detail.requestConfig?.elt || detail.ctx?.sourceElement || target;
  const polls = (el) => el.matches('[hx-trigger*=every]');
  const draftOf = (el) => el.matches('form, button:not([data-keeps-draft])') ? el.closest('form')?.draft : null;

  on('htmx:beforeRequest htmx:before:request', (event) => {
    const el = source(event), pressed = event.detail.requestConfig?.triggeringEvent?.submitter;
    const button = el.matches('form') ? pressed || el.querySelector('button:not([type=button])') : el.matches('button') && el;
    if (button && button.matches('[aria-busy]') || d.hidden && polls(el)) return event.preventDefault();
    const focused = d.activeElement === d.body ? el : d.activeElement;
    if (!polls(el) || el.contains(d.activeElement)) remember(focused);
    else trail = []; // what comes by itself takes no focus
    busy(button);
    draftOf(el)?.sending();
  });
  on('htmx:afterRequest htmx:after:request', (event) => {
    const el = source(event), { status } = event.detail.xhr || event.detail.ctx.response || {};
    polls(el) || release();
    draftOf(el)?.sent(status >= 200 && status < 300);
  });
  on('htmx:afterSettle htmx:after:swap', () => setTimeout(() => { drafts(); settle(); }));
  on('htmx:sendError htmx:timeout htmx:error', (event) => {
    const { type, detail: { ctx } } = event;
    if (type === 'htmx:error' && (!ctx || ctx.response) || polls(source(event))) return; // htmx 2 says this of every answer it dislikes
    release();
    say(words.unreachable);
  });
  on('offline', () => say(words.offline));

  /* Another view of the same text, at the block that one came to. */
  on('click', ({ target }) => { if (target.matches('[data-keeps-place]')) target.hash = location.hash; });

  /* Single keys, only for those who have switched them on (WCAG 2.1.4). */
  on('keydown', (event) => {
    const { key, target } = event, cards = [...d.querySelectorAll('[data-card]')];
    if (d.body.dataset.keys !== 'on' || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (target.matches(FIELDS) || !/^[a-z]$/.test(key) || d.querySelector('.htmx-request[data-key]')) return; // typed ahead, to the field on its way
    const here = target.closest('[data-card]') || d.querySelector('.current[data-card]') || cards[0];
    const step = { j: 1, k: -1 }[key], button = `[data-key=${key}]`;
    const found = step ? cards[cards.indexOf(here) + step] : here?.querySelector(button) || d.querySelector('#besked ' + button);
    if (!found) return;
    event.preventDefault();
    step ? focus(found) : found.click();
  });

  /* Drafts: a copy in this browser at every key, one on the server three seconds after the last. */
  const FIELDS = 'textarea, select, input:not([type=hidden], [type=file], [autocomplete=one-time-code])';
  const OURS = 'ideell:', SENT = 'ideell-sent', WEEK = 6048e5;
  const read = (key) => attempt(() => JSON.parse(localStorage[key]));
  const forget = (key) => attempt(() => delete localStorage[key]);
  const copies = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(OURS))) || [];
  const part = (field) => /radio|checkbox/.test(field.type) ? 'checked' : 'value';
  const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)];
  const named = (field) => field.name + (part(field) < 'd' && field.value); // of choices each has its own
  const typedInto = (form) => JSON.stringify(fieldsOf(form).map((field) => [named(field), field[part(field)]]));

  function keepDraft(form) {
    const { draftKey, draftUrl, draftStatus, draftAlso } = form.dataset, ours = (name) => OURS + d.body.dataset.person + ':' + name, key = ours(draftKey);
    let saved = typedInto(form), leaving, time, timer, request, held;

    const copy = () => attempt(() => { localStorage[key] = JSON.stringify({ at: Date.now(), text: typedInto(form) }); });
    const stop = () => { clearTimeout(timer); request?.abort(); leaving = null; };
    function tell(sentence, failed) {
      const line = d.getElementById(draftStatus);
      if (line) line.innerHTML = sentence.replace('{time}', time), line.classList.toggle('failed', failed);
    }
    async function save() {
      const now = typedInto(form), body = new URLSearchParams(new FormData(form));
      if (!draftUrl || held || now === saved || now === leaving || !form.isConnected) return;
      stop();
      leaving = now;
      request = new AbortController();
      try {
        const answer = await fetch(draftUrl, {
          method: 'POST', body, signal: request.signal, headers: { 'HX-Request': 'true' }, keepalive: `${body}`.length < 6e4,
        });
        const line = await answer.text();
        if (answer.redirected || !(answer.ok || answer.status === 409)) throw answer;
        saved = leaving = now;
        time = new Date().toTimeString().slice(0, 5).replace(':', '.');
        tell(line || words.saved, false);
      } catch (why) {
        if (why.name === 'AbortError') return;
        leaving = null;
        tell(time ? words.unsavedSince : words.unsaved, true);
        timer = setTimeout(save, 1e4);
      }
    }

    form.draft = {
      save,
      sending() { held = true; stop(); copy(); attempt(() => sessionStorage[SENT] = [key, ours(draftAlso)]); }, // the act carries the text now
      sent(well) { held = false; attempt(() => delete sessionStorage[SENT]); if (well) forget(key); },
    };
    form.addEventListener('input', () => { copy(); clearTimeout(timer); timer = setTimeout(save, 3e3); });
    form.addEventListener('focusout', save);
    offer(form, key);
  }

  function offer(form, key) {
    const kept = read(key);
    if (!kept || kept.at < Date.parse(form.dataset.draftAt)) return;
    const list = JSON.parse(kept.text), fields = fieldsOf(form).map((field) => {
      const [[, value = field[part(field)]] = []] = list.splice(list.findIndex(([name]) => name === named(field)) >>> 0, 1);
      return [field, value]; // one that came since is as it stands
    });
    if (fields.every(([field, value]) => field[part(field)] === value || !/\S/.test(value))) return; // white space is no text
    const box = d.getElementById('draft-offer').content.firstElementChild.cloneNode(true);
    box.addEventListener('click', ({ target: { value } }) => {
      if (!value) return;
      box.remove();
      focus(fields[0][0]);
      if (value !== 'fetch') return forget(key);
      fields.forEach(([field, value]) => { field[part(field)] = value; });
      form.dispatchEvent(new Event('input'));
    });
    form.prepend(box);
  }

  const drafts = () => each('[data-draft-key]', (form) => form.draft || keepDraft(form));
  const saveAll = () => each('[data-draft-key]', (form) => form.draft?.save());
  on('pagehide online', saveAll);
  on('visibilitychange', () => d.hidden && saveAll());

  /* Start. What was sent, and answered with a good word, is saved: its copy has done its work. */
  const sent = attempt(() => sessionStorage[SENT]);
  if (sent && d.querySelector('#besked .good')) sent.split(',').forEach(forget);
  attempt(() => delete sessionStorage[SENT]);
  copies().forEach((key) => Date.now() - read(key)?.at < WEEK || forget(key));
  if (matchMedia('(max-width: 60rem)').matches) each('[data-close-on-phone]', (box) => box.open = false);
  drafts();
  settle();
})();
