// The search page: what a reader chooses, the results, the address.  search_index.js finds, search_words.js
// reads queries.  No word that a reader sees is written here: search_form.html has them.
(function () {
  'use strict';

  const { hits, learnMonths, parsed } = window.onrecord_words;
  const { base, load, opened, search, date, CHOICES, LENGTHS, NO_DATE, kindOf, basisOf, wordsBasis, stanceOf, isUnnamed, isChange } = window.onrecord_index;
  const { namesOf } = window.onrecord_files;
  const AT_ONCE = 10, CHOSEN = 50;
  const NAMES = ['actor', 'issue'], KEYS = ['q', ...NAMES, ...Object.keys(CHOICES)];
  const BOXES = ['source', 'basis', 'stance', 'change'], LISTS = ['year', 'outlet'], KINDS = ['position', 'question', 'briefing', 'issue', 'actor'];
  const form = document.querySelector('.search_form'), part = id => document.getElementById('search_' + id);
  const locale = form.dataset.locale || document.documentElement.lang;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const figures = new Intl.NumberFormat(locale), days = [{ year: 'numeric' }, { year: 'numeric', month: 'long' }, { dateStyle: 'long' }].map(how => new Intl.DateTimeFormat(locale, { ...how, timeZone: 'UTC' }));
  const says = {};
  for (const words of part('says').content.querySelectorAll('[data-say]')) says[words.dataset.say] = words.textContent;
  learnMonths(locale);
  const ready = opened();
  let wanted = {}, shown = AT_ONCE, round = 0, ended = 0, timer = 0;

  function say(key, values) { return (says[key] || '').replace(/\{(\w+)\}/g, (_, name) => values[name]); }
  function counted(key, n, values) { return say(says[key + '.' + plural.select(n)] ? key + '.' + plural.select(n) : key + '.other', { number: figures.format(n), ...values }); }
  function element(name, text, values) { return Object.assign(document.createElement(name), { textContent: text, ...values }); }

  // A text, or runs of it outside and inside quotation marks, with those words marked that were asked for.
  function write(place, written, query) {
    const runs = [written].flat(), marks = hits(runs.join(''), query);
    place.textContent = '';
    let start = 0;
    runs.forEach((run, number) => {
      const end = start + run.length, into = number % 2 ? element('strong', '') : place;
      for (const [from, to] of marks) {
        if (to <= start || from >= end) continue;
        if (from > start) into.append(run.slice(start - end, from - end));
        into.append(element('mark', run.slice(Math.max(from, start) - end, to < end ? to - end : undefined)));
        start = Math.min(to, end);
      }
      if (start < end) into.append(run.slice(start - end));
      if (into !== place && run) place.append(into);
      start = end;
    });
  }

  function direction(place, language) {
    if (!language || language === document.documentElement.lang) return;
    place.lang = language;
    place.dir = 'auto';
  }

  const MARKED = ['title', 'who', 'words', 'text', 'translation', 'proposition', 'issue', 'outlet', 'briefing'];

  function fill(item, parts, query) {
    for (const place of item.querySelectorAll('[data-part]')) {
      const name = place.dataset.part, text = parts[name];
      if (text === undefined) continue;
      if (!text) place.remove();
      else if (MARKED.includes(name)) write(place, text, query);
      else place.textContent = text;
    }
  }

  // Dots between facts: text of its own, because a fact may run in the other direction. A line may end with a dot,
  // and none begins with one; none stands between a label and what it labels.
  function separate(place) {
    for (const fact of [...place.children].slice(1)) fact.before(fact.previousElementSibling.dataset.part === 'headline' ? ' ' : '\u00a0\u00b7 ');
  }

  function resultOf(index, thing, texts, query) {
    const unit = index.units[index.unitOf[thing]], code = index.codes[thing], kind = kindOf(code);
    const [page, title, language, all] = texts[unit.place];
    const own = all[thing - unit.first], item = part('result').content.cloneNode(true).firstElementChild;
    const link = item.querySelector('[data-part=link]');
    const parts = { kind: says['code.' + code] || says['kind.' + kind], issue: '', who: '', colon: '', title, words: '', translation: '', text: '', proposition: '', basis: '', unnamed: '', stance: '', changed: '', day: '', headline: '', outlet: unit.outlet, briefing: '' };
    let fragment = '';
    if (unit.day > NO_DATE) {
      const exact = unit.day % LENGTHS.length;
      parts.day = say('about', { day: days[exact].format(date(unit.day)) });
      item.querySelector('[data-part=day]').dateTime = date(unit.day).toISOString().slice(0, LENGTHS[exact]);
    }
    if (kind === 'position') {
      const basis = basisOf(code), stance = stanceOf(code);
      let relayer;
      [fragment, parts.who, parts.title, parts.words, parts.issue, parts.translation, relayer] = own;
      delete parts.colon;
      parts.basis = relayer ? say('via', { basis: says['basis.' + basis], name: relayer, words: says['words.' + wordsBasis(code)] }) : says['basis.' + basis];
      if (isUnnamed(code)) parts.unnamed = says.unnamed;
      if (isChange(code)) parts.changed = says.changed;
      parts.stance = stance && says['stance.' + stance];
      parts.briefing = title;
      item.querySelector('.facts').classList.add(basis);
      direction(item.querySelector('[data-part=words]'), language);
    } else if (kind === 'question') {
      [fragment, parts.title, parts.text, parts.issue] = own;
      parts.briefing = title;
    } else if (kind === 'issue' && own[1]) parts.proposition = own[0];
    else parts.text = own[0];
    if (kind === 'briefing' && own[1]) parts.headline = says.headline;
    fill(item, parts, query);
    for (const name of ['passage', 'translated', 'proposed']) {
      const place = item.querySelector('[data-part=' + name + ']');
      if (!place.querySelector('[data-part]')) place.remove();
    }
    if (!item.querySelector('.facts').childElementCount) item.querySelector('.facts').remove();
    for (const place of item.querySelectorAll('.kicker, .facts')) separate(place);
    link.href = new URL(unit.kind + '/' + page + '.html', base) + (fragment && '#' + fragment);
    return item;
  }

  // --- kinds, filters, and how many results each has ------------------------------------------------------

  // In the order of the page's words, or of the values themselves; those of the page are always there.
  function choices(key, counts) {
    const order = Object.keys(says), known = order.filter(name => name.startsWith(key + '.')).map(name => name.slice(key.length + 1));
    const names = new Set([...known, ...counts[key].keys()].filter(name => name !== 'relayed')); // It is among the sources.
    for (const value of wanted[key]) names.add(value);
    const place = name => order.indexOf(key + '.' + name);
    return [...names].sort((one, other) => key === 'year' ? other - one : place(one) - place(other) || (one < other ? -1 : 1));
  }

  function tabs(counts) {
    const all = [...counts.kind.values()].reduce((sum, n) => sum + n, 0);
    part('kinds').replaceChildren(...['', ...KINDS].map(kind => {
      const link = element('a', says['tab.' + (kind || 'all')] + ' ', { href: address({ ...wanted, kind: kind ? [kind] : [] }) });
      link.append(element('span', figures.format(kind ? counts.kind.get(kind) || 0 : all)));
      if ((wanted.kind[0] || '') === kind) link.ariaCurrent = 'true';
      link.addEventListener('click', event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        change('kind', kind ? [kind] : [], 'push');
      });
      const item = element('li', '');
      item.append(link);
      return item;
    }));
  }

  function boxes(key, counts) {
    const place = part(key), before = document.activeElement;
    const kept = place.contains(before) ? before.value : null;
    for (const label of place.querySelectorAll('label')) label.remove();
    for (const value of choices(key, counts)) {
      const box = element('input', '', { type: 'checkbox', name: key, value, checked: wanted[key].includes(value) });
      const label = element('label', '');
      label.append(box, ' ', element('span', capital(says[key + '.' + value])), ' ', element('span', figures.format(counts[key].get(value) || 0), { className: 'number' }));
      box.addEventListener('change', () => change(key, box.checked ? [...wanted[key], value] : wanted[key].filter(one => one !== value), 'push'));
      place.append(label);
      if (kept === value) box.focus();
    }
  }

  function list(key, counts) {
    const select = form.elements[key];
    while (select.options.length > 1) select.remove(1);
    for (const value of choices(key, counts)) select.add(new Option(say('choice', { name: value, number: figures.format(counts[key].get(value) || 0) }), value));
    select.value = wanted[key][0] || '';
  }

  function capital(name) { return name.charAt(0).toUpperCase() + name.slice(1); }

  function offer(counts) {
    tabs(counts);
    for (const key of BOXES) boxes(key, counts);
    for (const key of LISTS) list(key, counts);
    const number = filters().length;
    part('filtered').textContent = number ? figures.format(number) : '';
    part('clear').hidden = !number;
  }

  function filters() { return [...NAMES, ...BOXES, ...LISTS].filter(key => wanted[key].length); }

  // --- results --------------------------------------------------------------------------------------------

  function said({ things, query, partly, loose, instead, all }) {
    const n = things.length, quoted = query.phrases.map(phrase => say('quoted', { words: phrase.words.join(' ') })).join(' ');
    if (!n) return all ? counted('without_filters', all) : say('found.none', { words: say('quoted', { words: wanted.q.trim() }) });
    if (loose) return counted('loose', n, { words: quoted });
    if (instead.length) {
      const typed = instead.map(one => say('quoted', { words: one.typed })).join(' ');
      const used = instead.flatMap(one => one.used).map(name => say('quoted', { words: name })).join(' ');
      return used ? counted('instead', n, { typed, used }) : counted('near', n, { typed });
    }
    return counted(partly ? 'partly' : query.phrases.length ? 'exact' : 'found', n, { words: quoted });
  }

  async function show() {
    const mine = ++round, results = part('results');
    const body = document.querySelector('.search_body'), section = body.querySelector('.search_found');
    settle();
    const { words, phrases, without } = parsed(wanted.q);
    const isAsked = KEYS.some(key => wanted[key].length) && (!wanted.q || words.length + phrases.length + without.length > 0 || KEYS.slice(1).some(key => wanted[key].length));
    body.hidden = false; // Filters alone are a query, too.
    section.hidden = !isAsked;
    try {
      const index = await ready;
      const found = await search(index, wanted);
      if (mine !== round) return;
      offer(found.counts);
      section.hidden = part('kinds').parentElement.hidden = !isAsked;
      if (!isAsked) { results.textContent = part('said').textContent = ''; part('more').hidden = true; return; }
      const some = found.things.slice(0, shown);
      const texts = new Map();
      await Promise.all(some.map(async thing => { const { file } = index.units[index.unitOf[thing]]; texts.set(file, await load(file)); }));
      if (mine !== round) return;
      results.replaceChildren(...some.map(thing => resultOf(index, thing, texts.get(index.units[index.unitOf[thing]].file), found.query)));
      part('more').hidden = found.things.length <= shown;
      part('anyway').hidden = found.things.length > 0 || !found.all;
      part('said').textContent = said(found);
    } catch {
      if (mine !== round) return;
      section.hidden = false;
      part('said').textContent = says.failed;
    } finally {
      if (mine === round) ended = mine;
      settle();
    }
  }

  // What is shown answers what is asked when no search is under way and nobody has just typed.
  function settle() { part('results').ariaBusy = String(Boolean(timer) || ended !== round); }

  // --- the address, and back ------------------------------------------------------------------------------

  function address(values) {
    const pairs = new URLSearchParams(KEYS.flatMap(key => [values[key]].flat().filter(Boolean).map(value => [key, value])));
    return location.pathname + (String(pairs) ? '?' + pairs : '');
  }

  function note(step) {
    try { history[step + 'State'](null, '', address(wanted)); } catch { /* from disk, some browsers keep the address as it is */ }
  }

  async function idOf(key, value, from, to) {
    for (const pair of await namesOf(key + 's')) if (pair[from] === value) return pair[to];
    return '';
  }

  // For each key a text, or a list for those with choices.
  function chosen(values) {
    for (const key of KEYS) wanted[key] = key in CHOICES ? values.getAll(key).filter(Boolean) : values.get(key) || '';
  }

  async function read() {
    wanted = {};
    chosen(new URLSearchParams(location.search));
    form.elements.q.value = wanted.q;
    if (matchMedia('(min-width: 64rem)').matches) part('filters').open = true; // Else it would push the results away.
    shown = AT_ONCE;
    show();
    await ready;
    for (const key of NAMES) form.elements[key].value = wanted[key] && await idOf(key, wanted[key], 0, 1);
  }

  function change(key, value, step) {
    if (String(wanted[key]) === String(value)) { settle(); return; }
    wanted[key] = value;
    shown = AT_ONCE;
    note(step);
    show();
  }

  function clear(values) {
    form.reset();
    chosen(new URLSearchParams(values));
    form.elements.q.value = wanted.q;
    note('push');
    show();
    form.elements.q.focus();
  }

  async function suggest(key) {
    const field = form.elements[key], typed = window.onrecord_words.wordsOf(field.value), list = field.list;
    await ready;
    const options = [];
    for (const [, name] of await namesOf(key + 's')) {
      if (options.length >= CHOSEN) break;
      const words = window.onrecord_words.wordsOf(name);
      if (typed.every(begin => words.some(word => word.startsWith(begin)))) options.push(new Option(name, name));
    }
    list.replaceChildren(...options);
  }

  const links = () => [...part('results').querySelectorAll('[data-part=link]')];

  form.elements.q.addEventListener('input', event => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; change('q', event.target.value.trimStart(), 'replace'); }, 100);
    settle();
  });
  form.addEventListener('submit', event => { event.preventDefault(); clearTimeout(timer); timer = 0; change('q', form.elements.q.value.trimStart(), 'replace'); note('push'); });
  for (const key of LISTS) form.elements[key].addEventListener('change', event => change(key, event.target.value ? [event.target.value] : [], 'push'));
  for (const key of NAMES) {
    form.elements[key].addEventListener('focus', () => suggest(key));
    form.elements[key].addEventListener('input', async event => {
      const name = event.target.value;
      suggest(key);
      const id = name && await idOf(key, name, 1, 0);
      if (event.target.value === name) change(key, id, 'push');
    });
  }
  for (const id of ['clear', 'anyway']) part(id).addEventListener('click', () => clear({ q: wanted.q }));
  part('more').addEventListener('click', async () => {
    const before = shown;
    shown += AT_ONCE;
    await show();
    if (links()[before]) links()[before].focus();
  });
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const all = links(), at = all.indexOf(document.activeElement), inField = document.activeElement === form.elements.q;
    if (event.key === 'Escape' && (inField || at >= 0 || document.activeElement === document.body)) clear('');
    else if (event.key === 'ArrowDown' && (inField || at >= 0) && all[at + 1]) all[at + 1].focus();
    else if (event.key === 'ArrowUp' && at === 0) form.elements.q.focus();
    else if (event.key === 'ArrowUp' && at > 0) all[at - 1].focus();
    else return;
    event.preventDefault();
  });
  addEventListener('popstate', read);

  part('no_script').hidden = true;
  form.hidden = false;
  if (!location.search) form.elements.q.focus();
  read();
})();
