// The index of the search: what it loads, and when, stands in docs/search.md; search_files.js loads it.
(function () {
  'use strict';

  const { parsed, isNear } = window.onrecord_words;
  const { base, load, manifest } = window.onrecord_files;
  const ALPHABET = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).filter(c => !'"\\|'.includes(c)).join('');
  const THINGS = 45, SKIPS = ALPHABET.length - THINGS, STEP = 16;
  const VALUE = new Uint8Array(128);
  Array.from(ALPHABET).forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });
  const FIRST_DAY = 719163; // 1 January 1970, as Python counts days
  const NO_DATE = 5, LENGTHS = [4, 7, 10]; // of a date written as 2024-10-02: how much of it a year, a month, a day has
  const BASES = ['quoted', 'partly-quoted', 'reported'], STANCES = ['', 'for', 'against', 'conditional', 'unclear'];

  function number(text) {
    let value = 0;
    for (const digit of text) value = value * ALPHABET.length + VALUE[digit.charCodeAt(0)];
    return value;
  }

  // Things are numbered through: those of the first unit of the first segment, and so on.
  async function opened() {
    const [words, phrases, kinds] = await manifest();
    const facts = await load('facts');
    const index = { files: { words, phrases }, firsts: [], units: [], codes: '', unitOf: [] };
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

  function date(day) { return new Date((Math.floor(day / LENGTHS.length) - FIRST_DAY) * 864e5); }

  function hash(text) {
    let value = 0;
    for (const sign of text) value = (value * 31 + sign.codePointAt(0)) % 1000003;
    return value;
  }

  function file(name, number) { return load(name + '-' + number.toString(16).padStart(2, '0')); }

  function fileOf(term, files) {
    const begin = term.includes('=') ? term : Array.from(term).slice(0, term[0] < '\u0e00' ? 3 : 1).join('');
    return file('words', hash(begin) % files.words);
  }

  function postingsAt(text, at) { const bar = text.indexOf('|', at), end = text.indexOf(' ', bar); return text.slice(bar + 1, end < 0 ? undefined : end); }

  function postingsOf(text, term) { const at = text.indexOf(' ' + term + '|'); return at < 0 ? '' : postingsAt(text, at); }

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

  // --- which things have a word, and how well -------------------------------------------------------------

  // 1 for a term; less for a word that only begins so.
  async function ofPart(index, { term, begins }) {
    const weight = new Float32Array(index.codes.length);
    const note = (section, postings, value) => each(index, section, postings, thing => { weight[thing] = Math.max(weight[thing], value); });
    for (const begin of begins) (await fileOf(begin, index.files)).forEach((text, section) => {
      for (let at = text.indexOf(' ' + begin); at >= 0; at = text.indexOf(' ' + begin, at + 1)) note(section, postingsAt(text, at), 0.7);
    });
    (await fileOf(term, index.files)).forEach((text, section) => note(section, postingsOf(text, term), 1));
    return weight;
  }

  async function ofForms(index, word) {
    const weight = word.date ? ofDate(index, word.date) : new Float32Array(index.codes.length);
    for (const form of word.forms) {
      const parts = await Promise.all(form.map(one => ofPart(index, one)));
      for (let thing = 0; thing < weight.length; thing++) {
        let least = 1;
        for (const one of parts) least = Math.min(least, one[thing]);
        weight[thing] = Math.max(weight[thing], least);
      }
    }
    return weight;
  }

  // The things on a page of a day, a month or a year.
  function ofDate(index, { year, month, day }) {
    const fits = index.units.map(unit => {
      if (unit.day <= NO_DATE) return 0;
      const exact = unit.day % LENGTHS.length, own = date(unit.day);
      return Number((year === undefined || own.getUTCFullYear() === year)
        && (month === undefined || exact > 0 && own.getUTCMonth() === month)
        && (day === undefined || exact > 1 && own.getUTCDate() === day));
    });
    return Float32Array.from(index.unitOf, (unit, thing) => fits[unit] * (index.codes[thing] === 'B' ? 1 : 0.5));
  }

  const isEmpty = weight => !weight.some(Boolean);

  // Where no text has a word: its parts, a name or a word with one letter wrong, or a longer word.
  async function ofWord(index, word, isAlone) {
    const weight = await ofForms(index, word);
    if (!isEmpty(weight)) return { word, weight };
    if (word.otherwise) {
      const other = { ...word, forms: word.otherwise };
      return { word: other, weight: await ofForms(index, other) };
    }
    const near = await nearby(index, word, isAlone);
    if (near) return near;
    // Some letters more than the stem, and not yet an ending that is known: `polluti`.
    const [one] = word.forms[0], least = Math.max((one.begins[0] || '').length - 4, 3);
    for (let begin = one.begins[0] || ''; begin.length > least;) {
      begin = begin.slice(0, -1);
      const longer = { ...word, forms: [[{ term: begin, begins: [] }]] }, found = await ofForms(index, longer);
      if (!isEmpty(found)) return { word: longer, weight: found };
    }
    return { word, weight };
  }

  async function nearby(index, word, isAlone) {
    const [[one]] = word.forms;
    if (word.date || word.text.length < 4 || word.forms[0].length > 1) return null;
    const names = new Set((await load('spellings')).flatMap(text => text.split(' ')).filter(name => isNear(word.text, name)));
    let forms = [...names].flatMap(name => parsed(name + ' ').words.flatMap(found => found.forms));
    let used = [...names];
    if (!forms.length && isAlone) {
      const terms = (await fileOf(one.term, index.files)).flatMap(text => text.match(/[^ |]+(?=\|)/g) || []);
      forms = [...new Set(terms)].filter(term => isNear(one.term, term) && !/\d|=/.test(term)).map(term => [{ term, begins: [] }]);
      used = [];
    }
    if (!forms.length) return null;
    const near = { ...word, forms };
    return { word: near, weight: (await ofForms(index, near)).map(value => 0.6 * value), instead: { typed: word.text, used } };
  }

  // --- which things have a phrase -------------------------------------------------------------------------

  function placesIn(postings) {
    const places = [];
    let last = -1, high = 0;
    for (let at = 0; at < postings.length; at++) {
      const value = VALUE[postings.charCodeAt(at)];
      if (value >= THINGS) { high = high * SKIPS + value - THINGS + 1; continue; }
      last += high * THINGS + value + 1;
      high = 0;
      places.push(last);
    }
    return places;
  }

  async function ofPhrase(index, { grams }) {
    const [lengths, ...texts] = await Promise.all([load('lengths'), ...grams.map(([gram]) => file('phrases', hash(gram) % index.files.phrases))]);
    const weight = new Float32Array(index.codes.length);
    lengths.forEach((written, section) => {
      let begins = null;
      grams.forEach(([gram, at], number) => {
        if (begins && !begins.size) return;
        const places = placesIn(postingsOf(texts[number][section], gram)).map(place => place - at);
        begins = new Set(begins ? places.filter(place => begins.has(place)) : places);
      });
      if (!begins.size) return;
      // The lengths are written like places, whose distances they are.
      const ends = placesIn(written).map((end, thing) => (end - thing) * STEP);
      const unit = index.units[index.firsts[section]];
      let thing = 0;
      for (const place of [...begins].sort((one, other) => one - other)) {
        while (place >= ends[thing]) thing++;
        weight[unit.first + thing] = 1;
      }
    });
    return weight;
  }

  // --- what a thing is ------------------------------------------------------------------------------------

  function kindOf(code) { return code === 'B' ? 'briefing' : code === 'I' ? 'issue' : code >= 'a' ? 'position' : code <= '2' ? 'question' : 'actor'; }
  // Of a position the basis of its words; of six the last three are relayed.
  const FIRSTS = [0x100, 0xe0, 0xc0, 0x61];
  function placeOf(code) { const value = code.charCodeAt(0); return value - FIRSTS.find(first => value >= first); }
  function isUnnamed(code) { return code >= '\u0100' || code >= '\u00c0' && code < '\u00e0'; }
  function isChange(code) { return code >= '\u00e0'; }
  function isRelayed(code) { return placeOf(code) >= 3 * STANCES.length; }
  function wordsBasis(code) { return BASES[Math.floor(placeOf(code) / STANCES.length) % 3]; }
  function basisOf(code) { return isRelayed(code) ? 'relayed' : wordsBasis(code); }
  function stanceOf(code) { return STANCES[placeOf(code) % STANCES.length]; }

  // A briefing has words of all its positions: unless they are in its title, it counts for less than the one
  // that says what is asked for.
  const PRIOR = { actor: 1.3, issue: 1.3, briefing: 0.75, position: 1, question: 0.95 };
  const ASKED = 1.15; // for questions, where the query is one
  const WHOLE_TITLE = 1.4, IN_TITLE = 1.8, IN_TITLE_ONLY = 0.3; // all words in the title; one, of the page itself, and of a thing on it that lacks the word
  const some = value => value ? [value] : [];
  const ofPositions = choose => code => code >= 'a' ? choose(code) : [];
  const CHOICES = {
    kind: code => [kindOf(code)],
    source: ofPositions(code => [isUnnamed(code) ? 'unnamed' : 'named', ...(isRelayed(code) ? ['second-hand'] : [])]),
    basis: ofPositions(code => [basisOf(code)]),
    stance: ofPositions(code => some(stanceOf(code))),
    change: ofPositions(code => some(isChange(code) && 'changed')),
    year: (_, unit) => some(unit.year),
    outlet: (_, unit) => some(unit.outlet),
  };

  // --- the search -----------------------------------------------------------------------------------------

  // Results have all words and phrases; if there are none, those come close that have most.
  async function search(index, wanted) {
    const query = parsed(wanted.q);
    const ids = ['actor', 'issue'].filter(key => wanted[key]).map(key => ({ term: key + '=' + wanted[key], begins: [] }));
    const [words, phrases, without, filters] = await Promise.all([
      Promise.all(query.words.map(word => ofWord(index, word, query.words.length === 1))),
      Promise.all(query.phrases.map(phrase => ofPhrase(index, phrase))),
      Promise.all(query.without.map(one => one.grams ? ofPhrase(index, one) : ofAll(index, one.all))),
      Promise.all(ids.map(one => ofPart(index, one))),
    ]);
    const isOut = thing => index.codes[thing] === 'T' || filters.some(filter => !filter[thing]) || without.some(weight => weight[thing] || weight[index.units[index.unitOf[thing]].first]);
    const rank = (some, whole) => ranked(index, some, whole, isOut, /[?\u061f]\s*$/.test(wanted.q));
    let found = rank(words.map(word => word.weight), phrases), loose = false;
    if (found.partly && words.length > 1) {
      // Each of the words is somewhere; one of them may be another name with a letter wrong.
      const near = await Promise.all(words.map(async one => one.instead ? null : nearby(index, one.word, false)));
      const both = words.map((one, at) => near[at] ? one.weight.map((value, thing) => Math.max(value, near[at].weight[thing])) : one.weight);
      const again = rank(both, phrases);
      if (!again.partly) {
        found = again;
        near.forEach((one, at) => { if (one && again.things.some(thing => !words[at].weight[thing])) words[at] = { ...one, word: { ...one.word, forms: [...words[at].word.forms, ...one.word.forms] } }; });
      }
    }
    if (query.phrases.length && !found.things.length) {
      const loosely = [...query.words, ...parsed(query.phrases.map(phrase => phrase.words.join(' ')).join(' ') + ' ').words];
      const weights = await Promise.all(loosely.map(word => ofForms(index, word)));
      found = rank(weights, []);
      query.words = loosely;
      loose = true;
    } else query.words = words.map(one => one.word);
    const { passed, counts, all } = filtered(index, found, wanted);
    const instead = words.map(one => one.instead).filter(Boolean);
    return { things: passed, counts, all, query, partly: found.partly, loose, instead };
  }

  async function ofAll(index, words) {
    const weights = await Promise.all(words.map(word => ofForms(index, word)));
    return weights.reduce((one, other) => one.map((value, thing) => Math.min(value, other[thing])));
  }

  // A thing has a word also if its page's title does, as long as it has another one itself.
  function ranked(index, words, phrases, isOut, isQuestion) {
    const size = index.codes.length, scores = new Float32Array(size), hits = new Uint8Array(size);
    const all = [...words, ...phrases], has = new Uint8Array(size);
    for (const weight of all) weight.forEach((value, thing) => { if (value) has[thing] = 1; });
    for (const weight of all) {
      let count = 0;
      for (let thing = 0; thing < size; thing++) if (weight[thing]) count++;
      const rarity = Math.log(1 + size / (count || 1));
      for (let thing = 0; thing < size; thing++) if (has[thing]) {
        const title = weight[index.units[index.unitOf[thing]].first];
        const isPage = thing > 0 && index.codes[thing - 1] === 'T';
        const value = weight[thing] * (isPage && title ? IN_TITLE : 1) || IN_TITLE_ONLY * title;
        if (!value) continue;
        scores[thing] += rarity * value;
        hits[thing]++;
      }
    }
    const asked = words.length + phrases.length;
    let things = [], most = 0;
    for (let thing = 0; thing < size; thing++) {
      if (asked && !hits[thing] || isOut(thing) || phrases.some(weight => !weight[thing])) continue;
      things.push(thing);
      most = Math.max(most, hits[thing]);
    }
    if (asked) things = things.filter(thing => hits[thing] >= most);
    for (const thing of things) {
      const kind = kindOf(index.codes[thing]);
      const isTitle = asked && thing > 0 && index.codes[thing - 1] === 'T' && all.every(weight => weight[thing - 1]);
      scores[thing] *= PRIOR[kind] * (isQuestion && kind === 'question' ? ASKED : 1) * (isTitle ? WHOLE_TITLE : 1);
    }
    return { things, scores, partly: asked > 1 && most < asked };
  }

  // Those that pass the filters, and for each choice of a filter how many would.
  function filtered(index, { things, scores }, wanted) {
    const counts = {}, passed = [], keys = Object.keys(CHOICES);
    for (const key of keys) counts[key] = new Map();
    for (const thing of things) {
      const unit = index.units[index.unitOf[thing]], values = {};
      const missed = keys.filter(key => {
        values[key] = CHOICES[key](index.codes[thing], unit);
        return wanted[key].length && !values[key].some(value => wanted[key].includes(value));
      });
      for (const key of missed.length > 1 ? [] : missed.length ? missed : keys) for (const value of values[key]) counts[key].set(value, (counts[key].get(value) || 0) + 1);
      if (!missed.length) passed.push(thing);
    }
    const day = thing => index.units[index.unitOf[thing]].day;
    passed.sort((one, other) => scores[other] - scores[one] || day(other) - day(one) || one - other);
    return { passed, counts, all: things.length };
  }

  window.onrecord_index = { base, load, opened, search, date, CHOICES, LENGTHS, NO_DATE, kindOf, basisOf, wordsBasis, stanceOf, isUnnamed, isChange, file, hash, placesIn, postingsOf, STEP };
})();
