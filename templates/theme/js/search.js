// The search page.  What it loads, and when, stands in docs/search.md; the parts of the index are scripts that
// call `onrecord_search` with their name and what they hold, so that they can be loaded from disk as well.
// No word that a reader sees is written here: search_form.html has them.
(function () {
  'use strict';

  // --- words: as onrecord/search/words.py and stemming.py make them, which say why ---------------------

  const UNSPACED = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}';
  const INDIC = '\u0900-\u0963\u0966-\u096f\u0971-\u0dff';
  const SIGNS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+/g;
  const LETTERS = { 'ς': 'σ', 'ß': 'ss', 'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ة': 'ه', 'ک': 'ك' };
  const LETTER = /[ςßıłøđæœٱىیةک]/g;
  const GENITIVE = /['’]s(?![\p{L}\p{N}])/gu;
  const TOKEN = new RegExp('[' + UNSPACED + ']+|(?:(?![' + UNSPACED + '])[\\p{L}\\p{N}]|[' + INDIC + '])+', 'gu');
  const IS_UNSPACED = new RegExp('^[' + UNSPACED + ']', 'u');
  // Words as they stand in a text that was not folded, with the signs that folding takes away.
  const SHOWN = new RegExp('[' + UNSPACED + '][' + UNSPACED + '\\p{M}]*|(?:(?![' + UNSPACED + '])[\\p{L}\\p{N}\\p{M}\u0640])+', 'gu');

  function fold(text) {
    const lower = text.normalize('NFKD').toLowerCase().normalize('NFKD');
    return lower.replace(SIGNS, '').replace(LETTER, letter => LETTERS[letter]).normalize('NFC');
  }

  function tokensOf(text) { return fold(text).replace(GENITIVE, '').match(TOKEN) || []; }

  function termsOf(text) {
    const terms = [];
    for (const token of tokensOf(text)) {
      if (!IS_UNSPACED.test(token)) { terms.push(termOf(token)); continue; }
      const signs = Array.from(token);
      for (let at = 0; at < Math.max(signs.length - 1, 1); at++) terms.push(signs.slice(at, at + 2).join(''));
    }
    return terms;
  }

  function termOf(word) {
    return /^[a-z]+$/.test(word) ? stem(word) : word.replace(/^[وبكف]?ال(?=...)/u, '');
  }

  // The English stemmer that http://snowballstem.org/algorithms/english/stemmer.html describes.
  const WHOLE = { skis: 'ski', skies: 'sky', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl' };
  const AS_THEY_ARE = new Set('sky news howe atlas cosmos bias andes'.split(' '));
  const AFTER_PLURAL = new Set('inning outing canning herring earring proceed exceed succeed'.split(' '));
  const SHORT = /(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$/;
  const STEP_2 = /(?:ational|fulness|iveness|ization|ousness|biliti|lessli|tional|alism|aliti|ation|entli|fulli|iviti|ousli|abli|alli|anci|ator|enci|izer|bli|ogi|li)$/;
  const MADE_IN_2 = { ational: 'ate', fulness: 'ful', iveness: 'ive', ization: 'ize', ousness: 'ous', biliti: 'ble', lessli: 'less', tional: 'tion', alism: 'al', aliti: 'al', ation: 'ate', entli: 'ent', fulli: 'ful', iviti: 'ive', ousli: 'ous', abli: 'able', alli: 'al', anci: 'ance', ator: 'ate', enci: 'ence', izer: 'ize', bli: 'ble' };
  const STEP_3 = /(?:ational|tional|alize|ative|icate|iciti|ical|ness|ful)$/;
  const MADE_IN_3 = { ational: 'ate', tional: 'tion', alize: 'al', icate: 'ic', iciti: 'ic', ical: 'ic', ness: '', ful: '' };
  const STEP_4 = /(?:ement|able|ance|ence|ible|ment|ant|ate|ent|ion|ism|iti|ive|ize|ous|al|er|ic)$/;

  function stem(word) {
    if (word.length < 3 || AS_THEY_ARE.has(word)) return word;
    if (Object.hasOwn(WHOLE, word)) return WHOLE[word];
    word = word.replace(/(^|[aeiouy])y/g, '$1Y');
    const region = (from, given) => {
      const found = given || /[aeiouy][^aeiouy]/.exec(word.slice(from));
      return found ? from + found.index + found[0].length : word.length;
    };
    const r1 = region(0, /^(?:gener|commun|arsen)/.exec(word));
    const r2 = region(r1);
    if (word.endsWith('sses')) word = word.slice(0, -2);
    else if (/ie[ds]$/.test(word)) word = word.slice(0, word.length > 4 ? -2 : -1);
    else if (/[^us]s$/.test(word) && /[aeiouy].+s$/.test(word)) word = word.slice(0, -1);
    if (AFTER_PLURAL.has(word)) return word;
    word = withoutPast(word, r1);
    if (word.length > 2 && /[^aeiouy][yY]$/.test(word)) word = word.slice(0, -1) + 'i';
    word = withoutEnding(word, r1, r2);
    if (word.endsWith('e')) {
      if (word.length > r2 || word.length > r1 && !SHORT.test(word.slice(0, -1))) word = word.slice(0, -1);
    } else if (word.endsWith('ll') && word.length > r2) word = word.slice(0, -1);
    return word.replaceAll('Y', 'y');
  }

  function withoutPast(word, r1) {
    const eed = /eed(?:ly)?$/.exec(word);
    if (eed) return eed.index >= r1 ? word.slice(0, eed.index) + 'ee' : word;
    const past = /(?:ingly|edly|ing|ed)$/.exec(word);
    if (!past || !/[aeiouy]/.test(word.slice(0, past.index))) return word;
    word = word.slice(0, past.index);
    if (/(?:at|bl|iz)$/.test(word)) return word + 'e';
    if (/([bdfgmnprt])\1$/.test(word)) return word.slice(0, -1);
    return word.length <= r1 && SHORT.test(word) ? word + 'e' : word;
  }

  function withoutEnding(word, r1, r2) {
    let found = STEP_2.exec(word);
    if (found && found.index >= r1) {
      const before = word.slice(0, found.index);
      if (found[0] === 'ogi') word = before.endsWith('l') ? before + 'og' : word;
      else if (found[0] === 'li') word = /[cdeghkmnrt]$/.test(before) ? before : word;
      else word = before + MADE_IN_2[found[0]];
    }
    found = STEP_3.exec(word);
    if (found && found.index >= r1) {
      if (found[0] !== 'ative') word = word.slice(0, found.index) + MADE_IN_3[found[0]];
      else if (found.index >= r2) word = word.slice(0, found.index);
    }
    found = STEP_4.exec(word);
    if (found && found.index >= r2 && (found[0] !== 'ion' || /[st]$/.test(word.slice(0, found.index)))) word = word.slice(0, found.index);
    return word;
  }

  // --- what a reader types: terms that a thing has to have ----------------------------------------------

  // Who has not ended a word may be in the middle of it: it counts as the beginning of one, too.
  function asked(text) {
    const tokens = tokensOf(text), open = /[\p{L}\p{N}\p{M}\u0640]$/u.test(text);
    const found = new Map();
    tokens.forEach((token, at) => {
      const last = open && at === tokens.length - 1;
      if (!IS_UNSPACED.test(token)) {
        const begins = last && Array.from(token).length >= (token[0] < '\u0e00' ? 3 : 1);
        found.set(token, { terms: [termOf(token)], begins: begins ? [...new Set([token, termOf(token)])] : [] });
      } else if (Array.from(token).length === 1) found.set(token, { terms: [token], begins: last ? [token] : [] });
      else for (const term of termsOf(token)) found.set(term, { terms: [term], begins: [] });
    });
    return [...found.values()];
  }

  // --- the index ----------------------------------------------------------------------------------------

  const ALPHABET = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).filter(c => !'"\\|'.includes(c)).join('');
  const THINGS = 45, SKIPS = ALPHABET.length - THINGS;
  const VALUE = new Uint8Array(128);
  Array.from(ALPHABET).forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });
  const FIRST_DAY = 719163; // 1 January 1970, as Python counts days
  const EXACT = [4, 7, 10], NO_DATE = 5; // of a date written as 2024-10-02: how much of it a year, a month, a day has
  const BASES = ['quoted', 'partly-quoted', 'reported'], STANCES = ['', 'for', 'against', 'conditional', 'unclear'];

  const base = new URL('../', document.currentScript.src);
  const coming = new Map(), waiting = new Map();
  let edition = '';

  window.onrecord_search = function (name, content) { waiting.get(name)(content); };

  function load(name) {
    if (!coming.has(name)) coming.set(name, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      waiting.set(name, resolve);
      script.src = new URL('search/' + name + '.js', base) + edition;
      script.onerror = () => { coming.delete(name); reject(new Error(name)); };
      script.onload = () => script.remove();
      document.head.append(script);
    }));
    return coming.get(name);
  }

  function number(text) {
    let value = 0;
    for (const digit of text) value = value * ALPHABET.length + VALUE[digit.charCodeAt(0)];
    return value;
  }

  // Things are numbered through: those of the first unit of the first segment, and so on.
  async function opened() {
    const [files, kinds, version] = await load('manifest');
    edition = '?' + version;
    const facts = await load('facts');
    const index = { files, firsts: [], units: [], codes: '', unitOf: [] };
    let section = 0;
    for (const [kind, segments, inFile] of kinds) for (let segment = 0; segment < segments; segment++) {
      const [outlets, words] = facts[section++];
      let page = -1, place = 0;
      index.firsts.push(index.units.length);
      for (const word of words ? words.split(' ') : []) {
        const codes = word.slice(6), day = number(word.slice(0, 4));
        if (codes[0] === 'T' && ++page % inFile === 0) place = 0;
        index.units.push({ kind, file: kind + '-' + segment + '-' + Math.floor(page / inFile), place: place++, first: index.codes.length, day, year: day > NO_DATE ? String(date(day).getUTCFullYear()) : '', outlet: outlets[number(word.slice(4, 6))] });
        for (let at = 0; at < codes.length; at++) index.unitOf.push(index.units.length - 1);
        index.codes += codes;
      }
    }
    return index;
  }

  function date(day) { return new Date((Math.floor(day / EXACT.length) - FIRST_DAY) * 864e5); }

  function fileOf(term, files) {
    const begin = term.includes('=') ? term : Array.from(term).slice(0, term[0] < '\u0e00' ? 3 : 1).join('');
    let hash = 0;
    for (const sign of begin) hash = (hash * 31 + sign.codePointAt(0)) % 1000003;
    return load('words-' + (hash % files).toString(16).padStart(2, '0'));
  }

  function each(index, section, postings, take) {
    let unit = index.firsts[section] - 1, skip = 0, inThings = true;
    for (let at = 0; at < postings.length; at++) {
      const value = VALUE[postings.charCodeAt(at)];
      if (value >= THINGS) {
        if (inThings) { skip = 0; inThings = false; }
        skip = skip * SKIPS + value - THINGS;
      } else {
        if (!inThings) { unit += skip + 1; inThings = true; }
        take(index.units[unit].first + value);
      }
    }
  }

  function postingsAt(text, at) { const bar = text.indexOf('|', at), end = text.indexOf(' ', bar); return text.slice(bar + 1, end < 0 ? undefined : end); }

  // How well each thing has one of some terms or, less well, one that begins so.
  async function matched(index, terms, begins) {
    const weight = new Float32Array(index.codes.length);
    let isFound = false;
    const note = (section, text, at, value) => each(index, section, postingsAt(text, at), thing => { isFound = true; weight[thing] = Math.max(weight[thing], value); });
    for (const begin of begins) (await fileOf(begin, index.files)).forEach((text, section) => {
      for (let at = text.indexOf(' ' + begin); at >= 0; at = text.indexOf(' ' + begin, at + 1)) note(section, text, at, 0.7);
    });
    for (const term of terms) (await fileOf(term, index.files)).forEach((text, section) => {
      const at = text.indexOf(' ' + term + '|');
      if (at >= 0) note(section, text, at, 1);
    });
    return { weight, isFound };
  }

  async function weights(index, word) {
    let found = await matched(index, word.terms, word.begins);
    // Some letters more than the stem, and not yet an ending that is known: `polluti`.
    let [begin = ''] = word.begins;
    const least = Math.max(begin.length - 4, 3);
    while (!found.isFound && begin.length > least) {
      begin = begin.slice(0, -1);
      found = await matched(index, [begin], []);
    }
    return found.weight;
  }

  function kindOf(code) { return code === 'B' ? 'briefing' : code === 'I' ? 'issue' : code >= 'a' ? 'position' : code <= '2' ? 'question' : 'actor'; }
  // Of a position the basis of its words; of six the last three are relayed.
  function placeOf(code) { return code.charCodeAt(0) - (code >= 'À' ? 192 : 97); }
  function wordsOf(code) { return BASES[Math.floor(placeOf(code) / STANCES.length) % 3]; }
  function basisOf(code) { return code >= 'a' ? (placeOf(code) >= 3 * STANCES.length ? 'relayed' : wordsOf(code)) : ''; }
  function stanceOf(code) { return code >= 'a' ? STANCES[placeOf(code) % STANCES.length] : ''; }
  function sourceOf(code) { return code >= 'a' ? (code >= 'À' ? 'unnamed' : 'named') : ''; }

  const PRIOR = { actor: 1.3, issue: 1.3, briefing: 1.1, position: 1, question: 0.95 };
  const CHOICES = { kind: (code) => kindOf(code), source: sourceOf, basis: basisOf, stance: stanceOf, year: (_, unit) => unit.year, outlet: (_, unit) => unit.outlet };

  async function search(index, wanted) {
    const words = asked(wanted.q);
    const ids = ['actor', 'issue'].filter(key => wanted[key]).map(key => ({ terms: [key + '=' + wanted[key]], begins: [] }));
    const [found, filters] = await Promise.all([words, ids].map(some => Promise.all(some.map(word => weights(index, word)))));
    const size = index.codes.length, scores = new Float32Array(size), hits = new Uint8Array(size);
    for (const weight of found) {
      let count = 0;
      for (let thing = 0; thing < size; thing++) if (weight[thing]) count++;
      const rarity = Math.log(1 + size / (count || 1));
      for (let thing = 0; thing < size; thing++) if (weight[thing]) {
        const inTitle = thing && index.codes[thing - 1] === 'T' && weight[thing - 1];
        scores[thing] += rarity * weight[thing] * (inTitle ? 1.8 : 1);
        hits[thing]++;
      }
    }
    const counts = {}, passed = [];
    let most = 0;
    for (const key in CHOICES) counts[key] = new Map();
    const candidates = [];
    for (let thing = 0; thing < size; thing++) {
      if (index.codes[thing] === 'T' || (words.length && !hits[thing]) || filters.some(filter => !filter[thing])) continue;
      candidates.push(thing);
      most = Math.max(most, hits[thing]);
    }
    const enough = words.length ? most : 0;
    for (const thing of candidates) {
      if (hits[thing] < enough) continue;
      const code = index.codes[thing], unit = index.units[index.unitOf[thing]];
      const values = {};
      let misses = 0, missed = '';
      for (const key in CHOICES) {
        values[key] = CHOICES[key](code, unit);
        if (wanted[key] && values[key] !== wanted[key]) { misses++; missed = key; }
      }
      if (misses > 1) continue;
      for (const key in CHOICES) if (values[key] && (!misses || key === missed)) counts[key].set(values[key], (counts[key].get(values[key]) || 0) + 1);
      if (!misses) { passed.push(thing); scores[thing] *= PRIOR[values.kind]; }
    }
    const day = thing => index.units[index.unitOf[thing]].day;
    passed.sort((one, other) => scores[other] - scores[one] || day(other) - day(one) || one - other);
    return { things: passed, counts, partly: words.length > 1 && enough < words.length };
  }

  // --- the page -----------------------------------------------------------------------------------------

  const AT_ONCE = 10, CHOSEN = 50;
  const KEYS = ['q', 'actor', 'issue', 'kind', 'source', 'basis', 'stance', 'year', 'outlet'];
  const form = document.querySelector('.search_form'), part = id => document.getElementById('search_' + id);
  const locale = form.dataset.locale || document.documentElement.lang;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const figures = new Intl.NumberFormat(locale), days = [{ year: 'numeric' }, { year: 'numeric', month: 'long' }, { dateStyle: 'long' }].map(how => new Intl.DateTimeFormat(locale, { ...how, timeZone: 'UTC' }));
  const says = {};
  for (const words of part('says').content.querySelectorAll('[data-say]')) says[words.dataset.say] = words.textContent;
  const ready = opened();
  let wanted = {}, shown = AT_ONCE, round = 0, ended = 0, timer = 0;

  function say(key, values) { return (says[key] || '').replace(/\{(\w+)\}/g, (_, name) => values[name]); }
  function counted(key, n) { return say(says[key + '.' + plural.select(n)] ? key + '.' + plural.select(n) : key + '.other', { number: figures.format(n) }); }

  // A text with those words marked that were asked for.
  function write(element, text, words) {
    element.textContent = '';
    const terms = new Set(words.flatMap(word => word.terms)), begins = words.flatMap(word => word.begins);
    let done = 0;
    const add = end => { if (end > done) element.append(text.slice(done, end)); done = Math.max(done, end); };
    const mark = (start, end) => { add(start); const marked = document.createElement('mark'); marked.textContent = text.slice(done, end); if (end > done) element.append(marked); done = Math.max(done, end); };
    for (const match of text.matchAll(SHOWN)) {
      const start = match.index, whole = match[0];
      if (IS_UNSPACED.test(whole)) {
        const signs = Array.from(whole);
        for (let at = 0, place = start; at < signs.length; place += signs[at++].length) {
          const pair = signs.slice(at, at + 2).join('');
          if (terms.has(fold(pair))) mark(place, place + pair.length);
          else if (terms.has(fold(signs[at]))) mark(place, place + signs[at].length);
        }
      } else {
        const folded = fold(whole), term = termOf(folded);
        if (terms.has(term) || begins.some(begin => folded.startsWith(begin) || term.startsWith(begin))) mark(start, start + whole.length);
      }
    }
    add(text.length);
  }

  function direction(element, language) {
    if (!language || language === document.documentElement.lang) return;
    element.lang = language;
    element.dir = 'auto';
  }

  function fill(item, parts, words) {
    for (const place of item.querySelectorAll('[data-part]')) {
      const name = place.dataset.part, text = parts[name];
      if (text === undefined) continue;
      if (!text) place.remove();
      else if (['title', 'who', 'words', 'text', 'translation', 'proposition', 'issue', 'outlet', 'briefing'].includes(name)) write(place, text, words);
      else place.textContent = text;
    }
  }

  function resultOf(index, thing, texts, words) {
    const unit = index.units[index.unitOf[thing]], code = index.codes[thing], kind = kindOf(code);
    const [page, title, language, all] = texts[unit.place];
    const own = all[thing - unit.first], item = part('result').content.cloneNode(true).firstElementChild;
    const link = item.querySelector('[data-part=link]');
    const parts = { kind: says['code.' + code] || says['kind.' + kind], issue: '', who: '', colon: '', title, words: '', translation: '', text: '', proposition: '', basis: '', unnamed: '', stance: '', day: '', headline: '', outlet: unit.outlet, briefing: '' };
    let fragment = '';
    if (unit.day > NO_DATE) {
      const exact = unit.day % EXACT.length;
      parts.day = say('about', { day: days[exact].format(date(unit.day)) });
      item.querySelector('[data-part=day]').dateTime = date(unit.day).toISOString().slice(0, EXACT[exact]);
    }
    if (kind === 'position') {
      const basis = basisOf(code), stance = stanceOf(code);
      let relayer;
      [fragment, parts.who, parts.title, parts.words, parts.issue, parts.translation, relayer] = own;
      delete parts.colon;
      parts.basis = relayer ? say('via', { basis: says['basis.' + basis], name: relayer, words: says['words.' + wordsOf(code)] }) : says['basis.' + basis];
      if (sourceOf(code) === 'unnamed') parts.unnamed = says.unnamed;
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
    fill(item, parts, words);
    for (const name of ['passage', 'translated', 'proposed']) {
      const place = item.querySelector('[data-part=' + name + ']');
      if (!place.querySelector('[data-part]')) place.remove();
    }
    if (!item.querySelector('.facts').childElementCount) item.querySelector('.facts').remove();
    link.href = new URL(unit.kind + '/' + page + '.html', base) + (fragment && '#' + fragment);
    return item;
  }

  function offer(counts) {
    for (const key in CHOICES) {
      const select = form.elements[key], names = [...counts[key].keys()], order = Object.keys(says);
      if (wanted[key] && !counts[key].has(wanted[key])) names.push(wanted[key]);
      const place = name => order.indexOf(key + '.' + name);
      names.sort((one, other) => key === 'year' ? other - one : place(one) - place(other) || (one < other ? -1 : 1));
      while (select.options.length > 1) select.remove(1);
      for (const value of names) {
        const name = says[key + '.' + value] || value;
        select.add(new Option(say('choice', { name: name.charAt(0).toUpperCase() + name.slice(1), number: figures.format(counts[key].get(value) || 0) }), value));
      }
      select.value = wanted[key] || '';
    }
  }

  async function show() {
    const mine = ++round, results = part('results'), words = asked(wanted.q);
    const section = document.querySelector('.search_found');
    settle();
    const isAsked = KEYS.some(key => wanted[key]) && (!wanted.q || words.length > 0 || KEYS.slice(1).some(key => wanted[key]));
    try {
      const index = await ready;
      const found = await search(index, wanted);
      if (mine !== round) return;
      offer(found.counts);
      section.hidden = !isAsked;
      if (!isAsked) { results.textContent = part('said').textContent = ''; part('more').hidden = true; return; }
      const some = found.things.slice(0, shown);
      const texts = new Map();
      await Promise.all(some.map(async thing => { const { file } = index.units[index.unitOf[thing]]; texts.set(file, await load(file)); }));
      if (mine !== round) return;
      results.replaceChildren(...some.map(thing => resultOf(index, thing, texts.get(index.units[index.unitOf[thing]].file), words)));
      part('more').hidden = found.things.length <= shown;
      const n = found.things.length;
      part('said').textContent = n ? counted(found.partly ? 'partly' : 'found', n) : says['found.none'];
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

  function address() {
    const values = new URLSearchParams(KEYS.filter(key => wanted[key]).map(key => [key, wanted[key]]));
    return location.pathname + (values.size || String(values) ? '?' + values : '');
  }

  function note(step) {
    try { history[step + 'State'](null, '', address()); } catch { /* from disk, some browsers keep the address as it is */ }
  }

  async function idOf(key, value, from, to) {
    for (const segment of await load('names-' + key + 's')) for (const pair of segment) if (pair[from] === value) return pair[to];
    return '';
  }

  async function read() {
    const values = new URLSearchParams(location.search);
    wanted = {};
    for (const key of KEYS) wanted[key] = values.get(key) || '';
    form.elements.q.value = wanted.q;
    if (KEYS.slice(1).some(key => wanted[key])) form.querySelector('details').open = true;
    shown = AT_ONCE;
    show();
    await ready;
    for (const key of ['actor', 'issue']) form.elements[key].value = wanted[key] && await idOf(key, wanted[key], 0, 1);
  }

  function change(key, value, step) {
    if (wanted[key] === value) { settle(); return; }
    wanted[key] = value;
    shown = AT_ONCE;
    note(step);
    show();
  }

  function clear() {
    form.reset();
    wanted = {};
    for (const key of KEYS) wanted[key] = '';
    note('push');
    show();
    form.elements.q.focus();
  }

  async function suggest(key) {
    const field = form.elements[key], typed = tokensOf(field.value), list = field.list;
    await ready;
    const options = [];
    for (const segment of await load('names-' + key + 's')) for (const [, name] of segment) {
      if (options.length >= CHOSEN) break;
      const words = tokensOf(name);
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
  for (const key in CHOICES) form.elements[key].addEventListener('change', event => change(key, event.target.value, 'push'));
  for (const key of ['actor', 'issue']) {
    form.elements[key].addEventListener('focus', () => suggest(key));
    form.elements[key].addEventListener('input', async event => {
      const name = event.target.value;
      suggest(key);
      const id = name && await idOf(key, name, 1, 0);
      if (event.target.value === name) change(key, id, 'push');
    });
  }
  part('clear').addEventListener('click', clear);
  part('more').addEventListener('click', async () => {
    const before = shown;
    shown += AT_ONCE;
    await show();
    if (links()[before]) links()[before].focus();
  });
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const all = links(), at = all.indexOf(document.activeElement), inField = document.activeElement === form.elements.q;
    if (event.key === 'Escape' && (inField || at >= 0 || document.activeElement === document.body)) clear();
    else if (event.key === 'ArrowDown' && (inField || at >= 0) && all[at + 1]) all[at + 1].focus();
    else if (event.key === 'ArrowUp' && at === 0) form.elements.q.focus();
    else if (event.key === 'ArrowUp' && at > 0) all[at - 1].focus();
    else return;
    event.preventDefault();
  });
  addEventListener('popstate', read);

  // For tests, which hold these to what the build does.
  window.onrecord_search.words = { fold, stem, termsOf };
  form.hidden = false;
  if (!location.search) form.elements.q.focus();
  read();
})();
