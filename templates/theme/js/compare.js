// The page that compares two actors: ?a=…&b=… and, for one issue, &issue=…  What stands there is looked up in the
// lists of names first, so nothing else is ever loaded, and it is written as text alone.  No word that a reader
// sees is written here: compare_form.html has them.
(function () {
  'use strict';

  const { base, load, manifest, namesOf } = window.onrecord_files, { wordsOf } = window.onrecord_words;
  const CHOSEN = 50, ISSUES = 5; // names offered; issues whose actors are offered
  const form = document.querySelector('.compare_form'), part = id => document.getElementById('compare_' + id);
  const locale = form.dataset.locale || document.documentElement.lang;
  const plural = new Intl.PluralRules(document.documentElement.lang), figures = new Intl.NumberFormat(locale);
  const days = [{ year: 'numeric' }, { year: 'numeric', month: 'long' }, { dateStyle: 'long' }].map(how => new Intl.DateTimeFormat(locale, { ...how, timeZone: 'UTC' }));
  const says = {};
  for (const words of part('says').content.querySelectorAll('[data-say]')) says[words.dataset.say] = words.textContent;
  const asked = new URLSearchParams(location.search);
  const wanted = Object.fromEntries(['a', 'b', 'issue'].map(key => [key, (asked.get(key) || '').trim().slice(0, 200)]));

  function say(key, values) { return says[key].replace(/\{(\w+)\}/g, (_, name) => values[name]); }
  function counted(key, n) { return say(says[key + '.' + plural.select(n)] ? key + '.' + plural.select(n) : key + '.other', { number: figures.format(n) }); }
  function capital(name) { return name.charAt(0).toUpperCase() + name.slice(1); }
  function element(name, text, values) { return Object.assign(document.createElement(name), { textContent: text, ...values }); }
  function cloned(id) { return part(id).content.cloneNode(true); }
  function address(values) { return location.pathname + '?' + new URLSearchParams(Object.entries(values).filter(pair => pair[1])); }
  function page(folder, id) { return new URL(folder + '/' + id + '.html', base).href; }

  function dayOf(written) {
    const numbers = written.split('-').map(Number);
    return days[numbers.length - 1].format(new Date(Date.UTC(numbers[0], (numbers[1] || 1) - 1, numbers[2] || 1)));
  }

  // An id stands for itself, and a name for the first that has it.
  function idOf(names, value) {
    const words = wordsOf(value).join(' ');
    const found = names.find(pair => pair[0] === value) || words && names.find(pair => wordsOf(pair[1]).join(' ') === words);
    return found ? found[0] : '';
  }

  // --- words ----------------------------------------------------------------------------------------------

  function steps(place, path) {
    path.forEach(([stance, day, relayed], at) => {
      if (at) place.append(element('span', says.then, { className: 'then' }));
      place.append(element('span', capital(says['stance.' + stance]), { className: 'stance-' + stance }), ' ');
      place.append(element('time', dayOf(day), { dateTime: day }), relayed ? ' (' + says['words.relayed'] + ')' : '');
    });
  }

  function passage([name, before, lines, after], basis, language) {
    const quotation = document.createElement('blockquote');
    lines.forEach((runs, at) => {
      const line = element('p', at ? '' : before, { className: basis });
      const mark = element('mark', '', { className: 'passage' });
      mark.dataset.passage = name;
      mark.append(...runs.map((text, number) => number % 2 ? element('strong', text) : text));
      line.append(mark, at === lines.length - 1 ? after : '');
      if (language !== document.documentElement.lang) Object.assign(line, { lang: language, dir: 'auto' });
      quotation.append(line);
    });
    return quotation;
  }

  function fill(place, values) {
    for (const spot of place.querySelectorAll('[data-part]')) {
      const text = values[spot.dataset.part];
      if (text === '') spot.remove();
      else if (text !== undefined) spot.textContent = text;
    }
  }

  function words(said, name) {
    const item = cloned('words').firstElementChild, to = page('briefs', said.briefing) + '#' + said.id;
    const basis = says['basis.' + said.basis];
    fill(item, {
      who: name,
      translation: said.translation,
      basis: said.via ? say('via', { basis, name: said.via, words: says['words.' + said.words] }) : basis,
      unnamed: said.unnamed ? says.unnamed : '',
      day: said.said ? dayOf(said.day) : say('about', { day: dayOf(said.day) }),
      publisher: said.publisher,
      from: said.from,
    });
    if (!said.translation) item.querySelector('[data-part=translated]').remove();
    item.querySelector('[data-part=day]').dateTime = said.day;
    const path = item.querySelector('[data-part=path]'), link = item.querySelector('[data-part=from]');
    if (said.path.length) steps(path, said.path);
    else if (said.stance) path.append(element('span', capital(says['stance.' + said.stance]), { className: 'stance-' + said.stance }));
    if (said.beside.length) { path.append(' ' + says.same_period + ' '); steps(path, said.beside); }
    if (!path.childNodes.length) path.remove();
    link.href = to;
    if (said.headline) Object.assign(link, { lang: said.headline, dir: 'auto' });
    const passages = item.querySelector('[data-part=passages]');
    said.passages.forEach((one, at) => {
      if (at) passages.append(element('p', says.and, { className: 'joint' }));
      passages.append(passage(one, said.basis, said.language));
    });
    if (said.cut) {
      const more = element('p', '');
      more.append(element('a', says.whole_passage, { href: to }));
      passages.append(more);
    }
    const facts = item.querySelector('.facts');
    for (const fact of [...facts.children].slice(1)) fact.before('\u00a0\u00b7 ');
    return item;
  }

  function cell(place, said, name) {
    if (said) { place.append(words(said, name)); return; }
    const silent = cloned('silent');
    fill(silent, { who: name });
    place.className = 'silent';
    place.append(silent);
  }

  // --- the table ------------------------------------------------------------------------------------------

  function head(key, id, [name, , role]) {
    const actor = cloned('actor');
    fill(actor, { name, role });
    actor.querySelector('a').href = page('actors', id);
    part('table').querySelector('thead [data-part=' + key + ']').append(actor);
  }

  function rows(title, found, names) {
    if (!found.length) return;
    const group = cloned('group').firstElementChild;
    fill(group, { title, number: counted('issues', found.length) });
    for (const [one, other] of found) {
      const row = cloned('row').firstElementChild, about = one || other;
      fill(row, { issue: about.title, proposition: about.proposition });
      row.querySelector('a').href = page('issues', about.issue);
      cell(row.querySelector('[data-part=a]'), one, names[0]);
      cell(row.querySelector('[data-part=b]'), other, names[1]);
      group.append(row);
    }
    part('table').append(group);
  }

  function titled(names) {
    const heading = document.querySelector('h1'), words = says.both.split(/\{(\w)\}/);
    document.title = document.title.replace(heading.textContent, () => say('both', { a: names[0], b: names[1] }));
    const bdi = name => { const place = element('bdi', name), own = form.elements.a; if (own.lang) place.lang = own.lang; return place; };
    heading.replaceChildren(...words.map((word, at) => at % 2 ? bdi(names['ab'.indexOf(word)]) : word));
  }

  function table(ids, [one, other], issue) {
    const names = [one[0], other[0]], all = new Map();
    for (const said of one[3]) all.set(said.issue, [said, null]);
    for (const said of other[3]) all.set(said.issue, [(all.get(said.issue) || [null])[0], said]);
    const newest = pair => pair.map(said => said ? said.day : '').sort()[1];
    const found = [...all.values()].filter(pair => !issue || (pair[0] || pair[1]).issue === issue).sort((x, y) => newest(x) < newest(y) ? 1 : newest(x) > newest(y) ? -1 : 0);
    const both = found.filter(pair => pair[0] && pair[1]);
    titled(names);
    head('a', ids[0], one);
    head('b', ids[1], other);
    rows(says.both_spoke, both, names);
    rows(says.one_spoke, found.filter(pair => !pair[0] || !pair[1]), names);
    part('table').hidden = !found.length;
    const link = part('all');
    link.hidden = !issue;
    link.querySelector('a').href = address({ a: ids[0], b: ids[1] });
    return both.length ? counted('shared', both.length) : says.none_shared;
  }

  // --- what else can be compared --------------------------------------------------------------------------

  function others(title, names, values) {
    if (!names.length) return;
    const own = form.elements.a;
    part('with').textContent = title;
    part('others').querySelector('ul').replaceChildren(...names.map(([id, name]) => {
      const item = element('li', ''), link = element('a', name, { href: address(values(id)) });
      if (own.lang) Object.assign(link, { lang: own.lang, dir: own.dir });
      item.append(link);
      return item;
    }));
    part('others').hidden = false;
  }

  async function offer(id, spoken, issue) {
    const known = issue ? [issue] : spoken.slice(0, ISSUES).map(said => said.issue);
    const there = new Map();
    for (const [, actors] of await Promise.all(known.map(one => load('on-' + one)))) for (const [actor, name] of actors) if (actor !== id) there.set(actor, name);
    others(issue ? says.on_issue : says.on_same_issues, [...there].slice(0, CHOSEN), other => id ? { a: id, b: other, issue } : { a: other, issue });
  }

  function suggest(names, field) {
    const typed = wordsOf(field.value), options = [];
    for (const [, name] of names) {
      if (options.length >= CHOSEN) break;
      const words = wordsOf(name);
      if (typed.every(begin => words.some(word => word.startsWith(begin)))) options.push(new Option(name, name));
    }
    field.list.replaceChildren(...options);
  }

  async function show() {
    await manifest();
    const names = await namesOf('actors'), messages = [];
    for (const key of ['a', 'b']) {
      const field = form.elements[key];
      for (const event of ['focus', 'input']) field.addEventListener(event, () => suggest(names, field));
    }
    form.addEventListener('submit', event => {
      event.preventDefault();
      const [a, b] = ['a', 'b'].map(key => idOf(names, form.elements[key].value) || form.elements[key].value.trim());
      location.assign(address({ a, b, issue }));
    });
    const issue = wanted.issue && idOf(await namesOf('issues'), wanted.issue);
    if (wanted.issue && !issue) messages.push(say('no_issue', { name: say('quoted', { words: wanted.issue }) }));
    const ids = ['a', 'b'].map(key => wanted[key] && idOf(names, wanted[key]));
    ['a', 'b'].forEach((key, at) => {
      form.elements[key].value = ids[at] ? names.find(pair => pair[0] === ids[at])[1] : wanted[key];
      if (wanted[key] && !ids[at]) messages.push(say('no_actor', { name: say('quoted', { words: wanted[key] }) }));
    });
    const [one, other] = await Promise.all(ids.map(id => id ? load('by-' + id) : null));
    if (one && other && ids[0] !== ids[1]) messages.push(table(ids, [one, other], issue));
    else {
      const known = one || other, id = ids[0] || ids[1];
      if (one && other) messages.push(says.same);
      messages.push(known ? says.choose_second : says.choose);
      await offer(id, known ? known[3] : [], issue);
      if (!messages[1] && !known && !issue) form.elements.a.focus();
    }
    return messages.join(' ');
  }

  part('no_script').hidden = true;
  form.hidden = false;
  show().catch(() => says.failed).then(said => {
    part('said').textContent = said;
    part('body').ariaBusy = 'false';
  });
})();
