/* Ideell: the little that HTML and htmx do not do. Every page works without it.
   Sentences come from <template id="words" data-…>; event names of htmx 2 and 4 are both listened to. */
(function () {
  'use strict';
  var d = document, w = window, root = d.documentElement, words = {}, lastIds = [];
  var DAY = 864e5, PREFIX = 'ideell:', HOLD = 'ideell-sent';

  function each(selector, act, inside) { (inside || d).querySelectorAll(selector).forEach(act); }
  function on(names, act, target) { names.split(' ').forEach(function (name) { (target || d).addEventListener(name, act); }); }
  function clock(time) { var t = new Date(time); return t.getHours() + '.' + ('0' + t.getMinutes()).slice(-2); }
  function fill(sentence, time) { return (sentence || '').replace('{time}', clock(time)); }
  function store(act) { try { return act(); } catch (refused) { return null; } } // private windows may refuse

  /* Say something in the status region. */
  function say(sentence) {
    var box = d.getElementById('besked'), line = d.createElement('div'), text = d.createElement('p');
    if (!box || !sentence) return;
    line.className = 'status watch';
    text.textContent = sentence;
    line.appendChild(text);
    box.replaceChildren(line);
  }

  /* ---- Focus: where the server says, else where it was, never on the empty page ---- */
  function focus(el) {
    if (!el.matches('a[href],button,input,textarea,select,summary,[tabindex]')) el.tabIndex = -1;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: 'nearest' });
  }
  function settle() {
    var wanted = d.querySelector('[data-focus]'), id;
    if (wanted) { wanted.removeAttribute('data-focus'); return focus(wanted); }
    if (d.activeElement && d.activeElement !== d.body) return;
    id = lastIds.find(function (known) { return d.getElementById(known); });
    if (id) focus(d.getElementById(id));
  }
  function remember(el) {
    for (lastIds = []; el; el = el.parentElement) if (el.id) lastIds.push(el.id);
    lastIds.push('main');
  }

  /* ---- Busy: no second press, and "Sparar …" when it takes time ---- */
  function busy(button) {
    if (!button || button.hasAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    button.idle = [].slice.call(button.childNodes);
    button.timer = setTimeout(function () { button.textContent = button.dataset.busy || words.saving; }, 400);
  }
  function idle(button) {
    if (!button || !button.idle) return;
    clearTimeout(button.timer);
    button.replaceChildren.apply(button, button.idle);
    button.idle = null;
    button.removeAttribute('aria-busy');
  }
  function release() { each('[aria-busy]', idle); each('form[data-sent]', function (form) { delete form.dataset.sent; }); }
  on('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = '1';
    busy(event.submitter);
    setTimeout(release, 15e3); // a download leaves the page standing
    if (form.hasAttribute('data-sign-out')) forgetAll();
    if (form.draft) form.draft.sending();
  });
  on('pageshow', function (event) { if (event.persisted) release(); }, w);

  /* ---- htmx ---- */
  function source(event) { var info = event.detail || {}; return info.elt || (info.ctx && info.ctx.sourceElement) || event.target; }
  on('htmx:beforeRequest htmx:before:request', function (event) {
    var el = source(event), form = el.closest('form'), button = el.matches('form') ? el.querySelector('[type=submit],button:not([type])') : el;
    if (d.hidden && /every/.test(el.getAttribute('hx-trigger'))) return event.preventDefault();
    if (el.matches('button') && el.hasAttribute('aria-busy')) return event.preventDefault();
    remember(d.activeElement === d.body ? el : d.activeElement);
    if (el.matches('form,button')) {
      if (button) busy(button);
      if (form && form.draft && !el.hasAttribute('data-keeps-draft')) form.draft.sending();
    }
  });
  on('htmx:afterRequest htmx:after:request', function (event) {
    var el = source(event), info = event.detail || {}, answer = (info.ctx && info.ctx.response) || info.xhr || {}, form = el.closest('form');
    release();
    if (form && form.draft && el.matches('form,button') && !el.hasAttribute('data-keeps-draft')) form.draft.sent(answer.status >= 200 && answer.status < 300);
  });
  on('htmx:afterSettle htmx:after:swap', function () { setTimeout(function () { drafts(); settle(); }, 0); });
  on('htmx:sendError htmx:timeout htmx:error', function () { release(); say(words.unreachable); });
  on('offline', function () { say(words.offline); }, w);

  /* ---- Single keys, only for those who have switched them on (WCAG 2.1.4) ---- */
  on('keydown', function (event) {
    var key = (event.key || '').toLowerCase(), cards, here, target;
    if (d.body.dataset.keys !== 'on' || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest('input,textarea,select,[contenteditable]') || !/^[a-z]$/.test(key)) return;
    cards = [].slice.call(d.querySelectorAll('[data-card]'));
    here = event.target.closest('[data-card]') || d.querySelector('.current[data-card]') || cards[0];
    if (key === 'j' || key === 'k') target = cards[cards.indexOf(here) + (key === 'j' ? 1 : -1)];
    else target = (key !== 'u' && here && here.querySelector('[data-key="' + key + '"]')) || d.querySelector('#besked [data-key="' + key + '"]');
    if (!target) return;
    event.preventDefault();
    if (target.matches('[data-card]')) focus(target); else target.click();
  });

  /* ---- Drafts: a copy in this browser at once, one on the server every three seconds ---- */
  var KEPT = 'input:not([type=hidden],[type=password],[type=file],[autocomplete=one-time-code]),textarea,select';
  function personal(key) { return PREFIX + (d.body.dataset.person || '') + ':' + key; }
  function read(key) { return store(function () { return JSON.parse(localStorage.getItem(key)); }); }
  function forget(key) { store(function () { localStorage.removeItem(key); }); }
  function copies() { return store(function () { return Object.keys(localStorage).filter(function (key) { return !key.indexOf(PREFIX); }); }) || []; }
  function forgetAll() { copies().forEach(forget); }
  function fields(form) {
    var values = {};
    each(KEPT, function (field) {
      if (!field.name || (/radio|checkbox/.test(field.type) && !field.checked)) return;
      (values[field.name] = values[field.name] || []).push(field.value);
    }, form);
    return values;
  }
  function put(form, values) {
    var turn = {};
    each(KEPT, function (field) {
      var list = values[field.name] || [];
      if (/radio|checkbox/.test(field.type)) field.checked = list.indexOf(field.value) >= 0;
      else if (list.length) field.value = list[turn[field.name] = (turn[field.name] || 0)], turn[field.name]++;
    }, form);
    form.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function draft(form) {
    var key = personal(form.dataset.draftKey), url = form.dataset.draftUrl, copyTimer, saveTimer, request;
    var first = JSON.stringify(fields(form)), saved = first, savedAt = 0, held = false;
    function line() { return d.getElementById(form.dataset.draftStatus); }
    function copy() { store(function () { localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: fields(form) })); }); }
    function failed() {
      var place = line();
      if (place) { place.textContent = fill(savedAt ? words.unsavedSince : words.unsaved, savedAt); place.classList.add('failed'); }
      clearTimeout(saveTimer);
      saveTimer = setTimeout(save, 1e4);
    }
    function save() {
      var now = JSON.stringify(fields(form)), body;
      clearTimeout(saveTimer);
      if (!url || held || now === saved || !form.isConnected) return;
      body = new URLSearchParams(new FormData(form));
      body.delete('once'); // a draft does not use up the form
      if (request) request.abort();
      request = new AbortController();
      fetch(url, { method: 'POST', body: body, signal: request.signal, credentials: 'same-origin', keepalive: ('' + body).length < 6e4, headers: { 'HX-Request': 'true' } })
        .then(function (answer) { return answer.text().then(function (text) {
          var place = line();
          if (answer.redirected || (!answer.ok && answer.status !== 409)) throw answer;
          saved = now;
          savedAt = Date.now();
          if (!place) return;
          place.classList.remove('failed');
          if (text) place.innerHTML = text; else place.textContent = fill(words.saved, savedAt);
        }); })
        .catch(function (why) { if (why.name !== 'AbortError') failed(); });
    }
    function typed() {
      clearTimeout(copyTimer);
      clearTimeout(saveTimer);
      copyTimer = setTimeout(copy, 300);
      saveTimer = setTimeout(save, 3e3);
    }
    form.draft = {
      save: save,
      sending: function () { // from here the act itself carries the text
        held = true;
        clearTimeout(saveTimer);
        clearTimeout(copyTimer);
        if (request) request.abort();
        copy();
        store(function () { sessionStorage.setItem(HOLD, key); });
      },
      sent: function (well) { held = false; store(function () { sessionStorage.removeItem(HOLD); }); if (well) forget(key); }
    };
    form.addEventListener('input', typed);
    form.addEventListener('change', typed);
    form.addEventListener('focusout', save);
    offer(form, key);
  }
  function offer(form, key) {
    var kept = read(key), pattern = d.getElementById('draft-offer'), box;
    if (!kept || !pattern || kept.at < Date.parse(form.dataset.draftAt || 0) || JSON.stringify(kept.fields) === JSON.stringify(fields(form))) return;
    box = pattern.content.firstElementChild.cloneNode(true);
    box.addEventListener('click', function (event) {
      var choice = event.target.closest('button');
      if (!choice) return;
      if (choice.value === 'fetch') put(form, kept.fields); else forget(key);
      box.remove();
      focus(form.querySelector(KEPT));
    });
    form.prepend(box);
  }
  function drafts() { each('form[data-draft-key]', function (form) { if (!form.draft) draft(form); }); }
  function saveAll() { each('form[data-draft-url]', function (form) { if (form.draft) form.draft.save(); }); }
  on('visibilitychange', function () { if (d.hidden) saveAll(); });
  on('pagehide online', saveAll, w);

  /* ---- Start ---- */
  on('DOMContentLoaded', function () {
    var list = d.getElementById('words'), held = store(function () { return sessionStorage.getItem(HOLD); });
    words = list ? list.dataset : words;
    root.classList.add('js');
    // What was sent, and answered with a good word, is saved: the copy has done its work.
    if (held && d.querySelector('#besked .status.good')) forget(held);
    store(function () { sessionStorage.removeItem(HOLD); });
    copies().forEach(function (key) { var kept = read(key); if (!kept || Date.now() - kept.at > 7 * DAY) forget(key); });
    if (w.matchMedia('(max-width: 60rem)').matches) each('details[data-close-on-phone]', function (box) { box.open = false; });
    drafts();
    if (d.querySelector('[data-focus]')) settle();
  });
})();
