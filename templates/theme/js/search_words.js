// The words of texts and of queries, for the search page (search.js) and its index (search_index.js).
// They are those of onrecord/search/words.py, stemming.py and phrases.py, which say why; tests compare them.
(function () {
  'use strict';

  const UNSPACED = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}';
  const INDIC = '\u0900-\u0963\u0966-\u096f\u0971-\u0dff';
  const SIGNS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+/g;
  const LETTERS = { 'ς': 'σ', 'ß': 'ss', 'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ة': 'ه', 'ک': 'ك' };
  const LETTER = /[ςßıłøđæœٱىیةک]/g;
  const GENITIVE = /['’]s(?![\p{L}\p{N}])/gu;
  const WORD = '(?:(?![' + UNSPACED + '])[\\p{L}\\p{N}]|[' + INDIC + '])+';
  const TOKEN = new RegExp('[' + UNSPACED + ']+|' + WORD, 'gu');
  const JOINED = new RegExp(WORD + '(?:[-\u2010]' + WORD + ')+', 'gu');
  const HAS_LETTER = /[^-\u20100-9]/;
  const INITIAL = '[a-z\u00e0-\u024f\u0370-\u03ff\u0400-\u04ff\u0620-\u064a]';
  const INITIALS = new RegExp('(?<![\\p{L}\\p{N}])' + INITIAL + '(?:\\.' + INITIAL + ')+(?![\\p{L}\\p{N}])', 'gu');
  const STOP_WORDS = new Set(('a about an and are as at be been but by did do does for from had has have he her his how i if in is it its may of on or our said say says she so that the their them they this to was we were what when where which who whom whose why will with would you'
    + ' في من على الي عن ان ما هل هذا هذه التي الذي').split(' '));
  const IS_UNSPACED = new RegExp('^[' + UNSPACED + ']', 'u');

  function fold(text) {
    const lower = text.normalize('NFKD').toLowerCase().normalize('NFKD');
    return lower.replace(SIGNS, '').replace(LETTER, letter => LETTERS[letter]).normalize('NFC');
  }

  function withoutDots(folded) { return folded.replace(INITIALS, found => found.replaceAll('.', '')); }

  function pairsOf(token) {
    const signs = Array.from(token);
    return signs.length > 1 ? signs.slice(1).map((sign, at) => signs[at] + sign) : signs;
  }

  function termsOf(text) {
    const folded = withoutDots(fold(text).replace(GENITIVE, ''));
    const terms = (folded.match(TOKEN) || []).flatMap(token => isUnspaced(token) ? pairsOf(token) : termOf(token));
    const joined = (folded.match(JOINED) || []).filter(one => HAS_LETTER.test(one));
    return terms.concat(joined.map(one => termOf(one.replace(/[-\u2010]/g, ''))));
  }

  // The words of a phrase; an empty one stands where the text leaves words out.
  function wordsOf(text) {
    return text.split('\u2026').flatMap((part, at) => {
      const words = (withoutDots(fold(part)).match(TOKEN) || []).flatMap(token => isUnspaced(token) ? Array.from(token) : token);
      return at ? ['', ...words] : words;
    });
  }

  // What the index has of a phrase: pairs with a stop word, and other words, each with its place.
  function gramsOf(words) {
    const grams = [];
    words.forEach((word, at) => {
      const next = words[at + 1] || '';
      if (word && !STOP_WORDS.has(word)) grams.push([word, at]);
      if (word && next && (STOP_WORDS.has(word) || STOP_WORDS.has(next))) grams.push([word + '_' + next, at]);
    });
    return grams;
  }

  function isUnspaced(token) { return IS_UNSPACED.test(token); }

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

  // --- what a reader types ------------------------------------------------------------------------------

  // Each word of a query can be found in several forms, of which a thing has to have one; a form is a list of
  // parts, all of which it has to have. Who has not ended a word may be in the middle of it: it counts as the
  // beginning of one, too.
  function part(token, isOpen) {
    const term = isUnspaced(token) ? token : termOf(token);
    const begins = isOpen && Array.from(token).length >= (token[0] < '\u0e00' ? 3 : 1);
    return { term, begins: begins ? [...new Set([token, term])] : [] };
  }

  function wordOf(token, isOpen) {
    if (!isUnspaced(token)) return { text: token, forms: [[part(token, isOpen)]] };
    const pairs = pairsOf(token);
    return { text: token, forms: [pairs.map(pair => part(pair, isOpen && pairs.length === 1 && pair === token))] };
  }

  // Words joined by hyphens are one word, or else several.
  function wordsIn(text, isOpen) {
    const words = [];
    const add = (piece, isLast) => {
      const tokens = piece.match(TOKEN) || [];
      tokens.forEach((token, at) => words.push(wordOf(token, isLast && at === tokens.length - 1)));
    };
    let done = 0;
    const folded = withoutDots(fold(text).replace(GENITIVE, ''));
    for (const found of folded.matchAll(JOINED)) {
      if (!HAS_LETTER.test(found[0])) continue;
      add(folded.slice(done, found.index), false);
      done = found.index + found[0].length;
      const isLast = isOpen && done === folded.length;
      const tokens = found[0].match(TOKEN);
      words.push({ text: found[0], forms: [[part(tokens.join(''), isLast)]], otherwise: [tokens.map((token, at) => part(token, isLast && at === tokens.length - 1))] });
    }
    add(folded.slice(done), isOpen);
    return words;
  }

  const DATE = /(?<![\p{L}\p{N}-])(\d{4})-(\d\d)(?:-(\d\d))?(?![\p{L}\p{N}-])/gu;
  const months = new Map();

  // The names of months, in the languages of the page and in English, and their beginnings.
  function learnMonths(locale) {
    for (const language of [locale, 'en']) for (let month = 0; month < 12; month++) for (const length of ['long', 'short']) {
      const name = fold(new Intl.DateTimeFormat(language, { month: length, timeZone: 'UTC' }).format(Date.UTC(2000, month))).replace('.', '');
      for (let end = 3; end < name.length; end++) if (!months.has(name.slice(0, end))) months.set(name.slice(0, end), { month, isWhole: false });
      months.set(name, { month, isWhole: length === 'long' });
    }
  }

  const isYear = text => /^[12]\d{3}$/.test(text), isDay = text => /^(?:[1-9]|[12]\d|3[01])$/.test(text);

  // Days, months and years are found as the date of a briefing, or as words.
  function withDates(words) {
    const found = [];
    for (let at = 0; at < words.length; at++) {
      const word = words[at], name = months.get(word.text);
      const text = step => (words[at + step] || {}).text || '';
      if (name && (isYear(text(1)) || isDay(text(1)) || isDay(text(-1)) || name.isWhole && !STOP_WORDS.has(word.text))) {
        const date = { month: name.month }, parts = [word];
        if (isDay(text(-1)) && found.length) { date.day = Number(text(-1)); parts.unshift(found.pop()); }
        else if (isDay(text(1))) { date.day = Number(text(1)); parts.push(words[++at]); }
        if (isYear(text(1))) { date.year = Number(text(1)); parts.push(words[++at]); }
        found.push({ text: parts.map(one => one.text).join(' '), forms: [parts.flatMap(one => one.forms[0])], date });
      } else if (isYear(word.text)) found.push({ ...word, date: { year: Number(word.text) } });
      else found.push(word);
    }
    return found;
  }

  // A query: words, phrases, and what results must not have.
  function parsed(text) {
    const query = { words: [], phrases: [], without: [] };
    const dates = [];
    const phrase = (words, to) => {
      const grams = gramsOf(words), pairs = grams.filter(([gram]) => gram.includes('_'));
      const isInPair = at => pairs.some(([, place]) => place === at || place === at - 1);
      if (grams.length) to.push({ words, grams: grams.filter(([gram, at]) => gram.includes('_') || !isInPair(at)) });
    };
    let rest = text.replace(/[“”„‟«»]/g, '"').replace(/(?:(?<=^|\s)([-\u2212]))?"([^"]*)"/g, (_, minus, inside) => {
      const words = wordsOf(inside), to = minus ? query.without : query.phrases, before = to.length;
      phrase(words, to);
      return to.length === before && !minus ? ' ' + inside + ' ' : ' ';
    });
    rest = rest.replace(/(?<=^|\s)[-\u2212](?=[\p{L}\p{N}])(\S+)/gu, (_, word) => {
      query.without.push({ all: wordsIn(word, false) });
      return ' ';
    });
    rest = rest.replace(DATE, (all, year, month, day) => {
      if (month < 1 || month > 12) return all;
      const date = { year: Number(year), month: month - 1, ...(day && { day: Number(day) }) };
      dates.push({ text: all, forms: [termsOf(all).map(term => ({ term, begins: [] }))], date });
      return ' ';
    });
    const all = [...dates, ...withDates(wordsIn(rest, /[\p{L}\p{N}\p{M}\u0640]$/u.test(rest)))];
    const seen = new Map(all.map(word => [word.text, word]));
    const wanted = [...seen.values()].filter(word => !STOP_WORDS.has(word.text));
    query.words = wanted.length || query.phrases.length ? wanted : [...seen.values()];
    return query;
  }

  // Whether one has one letter more, less or other than the other one, or two exchanged.
  function isNear(one, other) {
    if (one.length > other.length) [one, other] = [other, one];
    if (other.length - one.length > 1 || one === other) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    if (other.length > one.length) return one.slice(at) === other.slice(at + 1);
    return one.slice(at + 1) === other.slice(at + 1) || one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
  }

  // --- the words of a text that was asked for -------------------------------------------------------------

  // Words as they stand in a text that was not folded, with the signs that folding takes away.
  const SHOWN_WORD = '(?:(?![' + UNSPACED + '])[\\p{L}\\p{N}\\p{M}\u0640])+';
  const SHOWN = new RegExp('(?<![\\p{L}\\p{N}])\\p{L}(?:\\.\\p{L})+(?![\\p{L}\\p{N}])|\u2026|[' + UNSPACED + '][\\p{M}]*|' + SHOWN_WORD, 'gu');
  const SHOWN_JOINED = new RegExp(SHOWN_WORD + '(?:[-\u2010\u2011]' + SHOWN_WORD + ')+', 'gu');

  // The places of a text that a query finds, as pairs of beginnings and ends.
  function hits(text, query) {
    const parts = query.words.flatMap(word => [...word.forms, ...(word.otherwise || [])].flat());
    const terms = new Set(parts.map(one => one.term)), begins = parts.flatMap(one => one.begins);
    const has = word => { const term = termOf(word); return terms.has(term) || begins.some(begin => word.startsWith(begin) || term.startsWith(begin)); };
    const words = [...text.matchAll(SHOWN)].map(found => ({ start: found.index, end: found.index + found[0].length, word: found[0] === '\u2026' ? '' : withoutDots(fold(found[0])) }));
    const places = [];
    words.forEach(({ start, end, word }, at) => {
      if (!isUnspaced(word)) { if (word && has(word)) places.push([start, end]); return; }
      const next = words[at + 1];
      if (next && next.start === end && terms.has(word + next.word)) places.push([start, next.end]);
      else if (terms.has(word)) places.push([start, end]);
    });
    for (const found of text.matchAll(SHOWN_JOINED)) if (terms.has(termOf(fold(found[0]).replace(/[-\u2010]/g, '')))) places.push([found.index, found.index + found[0].length]);
    for (const phrase of query.phrases) words.forEach((_, at) => {
      if (phrase.words.every((word, step) => words[at + step] && words[at + step].word === word)) places.push([words[at].start, words[at + phrase.words.length - 1].end]);
    });
    return places.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  }

  window.onrecord_words = { fold, stem, termOf, termsOf, wordsOf, gramsOf, parsed, learnMonths, isNear, hits, stopWords: [...STOP_WORDS] };
})();
