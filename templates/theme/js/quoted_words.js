// What counts as the same words, and what is nearest: onrecord/text/folding.py and onrecord/anchoring/nearest.py
// say why; tests compare them.  Signs, patterns and limits are theirs: quotation_marks.js has them.
(function () {
  'use strict';

  const tables = window.onrecord_marks;
  const compiled = new Map();

  function pattern(source, flags) {
    const key = flags + source;
    if (!compiled.has(key)) compiled.set(key, new RegExp(source, flags));
    return compiled.get(key);
  }

  // As Python's `search` and `match` between two places.
  function searchIn(source, text, from, to) {
    const found = pattern(source, 'gv');
    found.lastIndex = from || 0;
    return found.exec(to === undefined || to >= text.length ? text : text.slice(0, to));
  }

  function matchAt(source, text, at, to) {
    const found = pattern(source, 'vy');
    found.lastIndex = at;
    return found.exec(to === undefined || to >= text.length ? text : text.slice(0, to));
  }

  // The character before a place, and the one at it; empty where there is none.
  function before(text, at, first) {
    if (at <= (first || 0)) return '';
    const unit = text.charCodeAt(at - 1);
    return unit >= 0xdc00 && unit < 0xe000 && at > 1 ? text.slice(at - 2, at) : text[at - 1];
  }

  function after(text, at, last) {
    if (at >= (last === undefined ? text.length : last)) return '';
    const unit = text.charCodeAt(at);
    return unit >= 0xd800 && unit < 0xdc00 ? text.slice(at, at + 2) : text[at];
  }

  const SPACES = new Set(tables.spaces);
  const isSpace = sign => SPACES.has(sign);
  const isDigit = sign => /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]$/v.test(sign);
  const isLetter = sign => /^\p{L}$/v.test(sign);
  const isAlphanumeric = sign => /^[\p{L}\p{N}]$/v.test(sign);
  const isUnspaced = sign => sign >= '\u0e00' && pattern('^[' + tables.words.UNSPACED_SCRIPTS + ']$', 'u').test(sign);

  function stripped(text, signs) {
    let start = 0, end = text.length;
    while (start < end && signs.includes(text[start])) start++;
    while (end > start && signs.includes(text[end - 1])) end--;
    return text.slice(start, end);
  }

  const setOf = signs => '[' + Array.from(signs, sign => '\\u{' + sign.codePointAt(0).toString(16) + '}').join('') + ']';
  const oneLine = text => text.split(pattern(setOf(tables.spaces) + '+', 'u')).filter(Boolean).join(' ');

  // --- folding ------------------------------------------------------------------------------------------

  const SIGN = new RegExp(setOf(Object.keys(tables.folding.SIGNS)), 'gu');

  // A folded text, and for each of its places, and its end, the place in `raw`, the composed text that it is of.
  function fold(written) {
    const raw = written.normalize('NFC');
    let text = raw, starts = null;
    for (let more = true; more;) {
      more = false;
      let done = 0, visible = '';
      const kept = [];
      for (const found of text.matchAll(pattern(tables.ignorable.IGNORABLE, 'gv'))) {
        more = true;
        for (let at = done; at < found.index; at++) kept.push(starts ? starts[at] : at);
        visible += text.slice(done, found.index);
        done = found.index + found[0].length;
      }
      if (!more) break;
      for (let at = done; at <= text.length; at++) kept.push(starts ? starts[at] : at);
      text = visible + text.slice(done);
      starts = kept;
      starts[0] = 0;
    }
    if (starts && text !== text.normalize('NFC')) return fold(text);
    // A sign of two units becomes two signs, which are one below.
    const plain = text.replace(SIGN, sign => tables.folding.SIGNS[sign].repeat(sign.length));
    const pieces = [], places = [];
    let done = 0;
    const keep = (from, to) => { for (let at = from; at < to; at++) places.push(starts ? starts[at] : at); };
    for (const found of plain.matchAll(pattern(tables.folding.RUNS, 'gv'))) {
      pieces.push(plain.slice(done, found.index), found[0][0] === '.' ? '\u2026' : found[0][0]);
      keep(done, found.index + 1);
      done = found.index + found[0].length;
    }
    pieces.push(plain.slice(done));
    keep(done, plain.length + 1);
    return { raw, text: pieces.join(''), starts: places };
  }

  function isInWord(sign) {
    if (!sign) return false;
    if (sign < '\x80') return /^[A-Za-z0-9]$/.test(sign);
    return sign.toLowerCase() !== sign.toUpperCase() || /^[\p{Mn}\p{Lm}\p{Nd}\p{No}]$/v.test(sign);
  }

  function cutsWord(text, at) {
    if (at <= 0 || at >= text.length) return false;
    const one = before(text, at), other = after(text, at), numbers = tables.words.NUMBER_SIGNS;
    if (other === ' ' || one === ' ' && other < '\x80') return false;
    if (isInWord(one) && isInWord(other)) return true;
    if (numbers.includes(other) && isDigit(one)) return isDigit(after(text, at + other.length));
    if (numbers.includes(one) && isDigit(other)) return isDigit(before(text, at - one.length));
    if (other === "'" && isLetter(one)) return /^[tT]$/.test(text[at + 1] || '') && !isInWord(after(text, at + 2));
    if (one === "'" && isLetter(before(text, at - 1))) return Boolean(matchAt(tables.words.CONTRACTED, text, at));
    return other >= '\x80' && /^[\p{M}\u200c\u200d\u1160-\u11ff]$/v.test(other);
  }

  function isTypedDash(text, at) {
    if (!matchAt(tables.hyphens.GOES_ON, text, at)) return false;
    let first = -1;
    for (let found, from = Math.max(at - tables.hyphens.MAX_DISTANCE, 0); (found = searchIn(tables.hyphens.FIRST_DASH, text, from, at)); from = first) first = found.index + found[0].length;
    return first >= 0 && !searchIn(tables.hyphens.SENTENCE_END, text, first, at);
  }

  function joins({ raw, text, starts }, sign) {
    const one = before(text, sign), other = after(text, sign + 1);
    if (text[sign] === ' ' && !isDigit(one)) return false;
    const written = raw.slice(starts[sign], starts[sign + 1]).replace(pattern(tables.ignorable.IGNORABLE, 'gv'), '');
    if (!other || !written) return false;
    if (text[sign] === ' ') return isDigit(one) && tables.folding.GROUPING_SPACES.includes(written) && Boolean(matchAt(tables.folding.THREE_DIGITS, text, sign + 1));
    if (isDigit(one) && isDigit(other)) return true;
    if (!isInWord(one)) return tables.folding.MINUS_SIGNS.includes(written) && isDigit(other);
    return tables.folding.HYPHENS.includes(written) && isInWord(other) && !isTypedDash(text, sign);
  }

  function isCut(folded, at) {
    const { text, starts } = folded;
    if (at <= 0 || at >= text.length) return false;
    if (starts[at] === starts[at - 1] || cutsWord(text, at)) return true;
    return '- '.includes(text[at - 1]) && joins(folded, at - 1) || '- '.includes(text[at]) && joins(folded, at);
  }

  // The first place of folded words from a place on; -1 if there is none.
  function find(folded, words, from) {
    for (let at = folded.text.indexOf(words, from || 0); at >= 0; at = folded.text.indexOf(words, at + 1)) {
      if (!isCut(folded, at) && !isCut(folded, at + words.length)) return at;
    }
    return -1;
  }

  // --- what is nearest ----------------------------------------------------------------------------------

  const { nearest: limits } = tables;
  // As Python's `casefold`, as far as words of articles need it.
  const folded = word => word.toLowerCase().replace(/[\u00df\u1e9e]/g, 'ss').replace(/\u03c2/g, '\u03c3');
  const bare = word => folded(stripped(word, limits.EDGES)) || word;

  function wordsIn(text) {
    const words = { text, starts: [], ends: [], bare: [] };
    for (const found of text.matchAll(pattern(limits.WORD, 'gv'))) {
      words.starts.push(found.index);
      words.ends.push(found.index + found[0].length);
      words.bare.push(bare(found[0]));
    }
    return words;
  }

  function part(words, from, to) {
    return { text: words.text, starts: words.starts.slice(from, to), ends: words.ends.slice(from, to), bare: words.bare.slice(from, to) };
  }

  const between = (words, from, to) => from < to ? words.text.slice(words.starts[from], words.ends[to - 1]) : '';

  // Ratcliff and Obershelp's comparison, as in Python's difflib: the longest common run, then left and right of it.
  class Comparison {
    constructor(one, other) {
      this.one = one;
      this.other = other;
      this.places = new Map();
      other.forEach((word, at) => { if (this.places.has(word)) this.places.get(word).push(at); else this.places.set(word, [at]); });
    }

    longest(from, to, otherFrom, otherTo) {
      let best = [from, otherFrom, 0], lengths = new Map();
      for (let at = from; at < to; at++) {
        const longer = new Map();
        for (const there of this.places.get(this.one[at]) || []) {
          if (there < otherFrom) continue;
          if (there >= otherTo) break;
          const length = (lengths.get(there - 1) || 0) + 1;
          longer.set(there, length);
          if (length > best[2]) best = [at - length + 1, there - length + 1, length];
        }
        lengths = longer;
      }
      return best;
    }

    blocks() {
      const found = [], waiting = [[0, this.one.length, 0, this.other.length]];
      while (waiting.length) {
        const [from, to, otherFrom, otherTo] = waiting.pop();
        const [at, there, length] = this.longest(from, to, otherFrom, otherTo);
        if (!length) continue;
        found.push([at, there, length]);
        if (from < at && otherFrom < there) waiting.push([from, at, otherFrom, there]);
        if (at + length < to && there + length < otherTo) waiting.push([at + length, to, there + length, otherTo]);
      }
      found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
      const joined = [];
      for (const block of found) {
        const last = joined[joined.length - 1];
        if (last && last[0] + last[2] === block[0] && last[1] + last[2] === block[1]) last[2] += block[2];
        else joined.push([...block]);
      }
      return joined;
    }

    shared() { return this.blocks().reduce((sum, block) => sum + block[2], 0); }

    ratio() {
      const all = this.one.length + this.other.length;
      return all ? 2 * this.shared() / all : 1;
    }

    // Where the two differ: the beginnings and ends in both.
    differing() {
      const codes = [];
      let at = 0, there = 0;
      for (const [one, other, length] of [...this.blocks(), [this.one.length, this.other.length, 0]]) {
        if (at < one || there < other) codes.push([at, one, there, other]);
        at = one + length;
        there = other + length;
      }
      return codes;
    }
  }

  class WordIndex {
    constructor(text) {
      this.article = wordsIn(text);
      this.places = new Map();
      this.article.bare.forEach((word, at) => { if (this.places.has(word)) this.places.get(word).push(at); else this.places.set(word, [at]); });
    }

    // The place that shares most words with folded words; null if none is similar.
    nearest(words) {
      const wanted = this.tellingPart(wordsIn(words));
      let best = 0, windows = [];
      for (const begin of this.candidates(wanted.bare)) {
        const [ratio, fitted] = this.fit(wanted.bare, begin);
        if (ratio > best) { best = ratio; windows = []; }
        if (ratio === best) windows.push(this.widen(wanted.bare, ...fitted));
        if (best > limits.GOOD_ENOUGH) break;
      }
      if (!windows.length) return null;
      const known = [...new Map(windows.map(window => [String(window), window])).values()];
      const likeness = known.map(window => windows.length > 1 ? this.likeness(wanted, window) : 1);
      const [from, to] = known[likeness.indexOf(Math.max(...likeness))];
      const found = part(this.article, from, to), comparison = new Comparison(wanted.bare, found.bare);
      const codes = comparison.differing();
      return { wanted, found, codes, from, to, shared: comparison.shared(), alike: best, count: this.article.bare.length };
    }

    likeness(wanted, [from, to]) {
      const letters = words => Array.from(words.join(' ')).slice(0, limits.MAX_LETTERS);
      return new Comparison(letters(wanted.bare), letters(this.article.bare.slice(from, to))).ratio();
    }

    tellingPart(words) {
      const count = words.starts.length;
      if (count <= limits.MAX_WORDS) return words;
      let found = 0, missing = count;
      while (found + 1 < missing) {
        const middle = Math.floor((found + missing) / 2);
        if (this.article.text.includes(between(words, 0, middle))) found = middle; else missing = middle;
      }
      const start = Math.max(Math.min(found - limits.MAX_WORDS / 2, count - limits.MAX_WORDS), 0);
      return part(words, start, start + limits.MAX_WORDS);
    }

    *candidates(wanted) {
      const width = Math.floor(wanted.length / 4) + 1, hints = new Map();
      let room = limits.MAX_HINTS;
      const number = word => (this.places.get(word) || []).length;
      const distinct = [...new Set(wanted)].sort((one, other) => number(one) - number(other) || (one < other ? -1 : 1));
      for (const word of distinct) {
        const offsets = [];
        wanted.forEach((other, at) => { if (other === word && offsets.length < limits.MAX_CANDIDATES) offsets.push(at); });
        const places = (this.places.get(word) || []).slice(0, Math.floor(room / offsets.length));
        room -= places.length * offsets.length;
        for (const offset of offsets) for (const place of places) {
          const hint = Math.floor((place - offset) / width);
          hints.set(hint, (hints.get(hint) || 0) + 1);
        }
      }
      const pairs = new Map([...hints].map(([hint, count]) => [hint, count + (hints.get(hint + 1) || 0)]));
      const best = [...pairs.keys()].sort((one, other) => pairs.get(other) - pairs.get(one) || one - other).slice(0, limits.MAX_CANDIDATES);
      const needed = new Map();
      for (const word of wanted) needed.set(word, (needed.get(word) || 0) + 1);
      for (const hint of best) {
        let start = -1, most = -1;
        for (let at = Math.max(hint * width, 0); at < Math.max((hint + 2) * width, 1); at++) {
          const shared = this.shared(needed, at, wanted.length);
          if (shared > most) { most = shared; start = at; }
        }
        if (most >= limits.MIN_SHARED * wanted.length) yield start;
      }
    }

    shared(needed, start, length) {
      const there = new Map();
      for (const word of this.article.bare.slice(start, start + length)) there.set(word, (there.get(word) || 0) + 1);
      let shared = 0;
      for (const [word, count] of needed) shared += Math.min(count, there.get(word) || 0);
      return shared;
    }

    fit(wanted, begin) {
      const count = this.article.bare.length, length = wanted.length;
      let best = -1, window = [begin, Math.min(begin + length, count)];
      const attempt = (start, end) => {
        if (start < 0 || start >= end || end > count) return;
        // Which of two equal runs comes first depends on which text is asked for: as there, the article is.
        const ratio = new Comparison(this.article.bare.slice(start, end), wanted).ratio();
        if (ratio > best) { best = ratio; window = [start, end]; }
      };
      for (let start = begin - limits.REACH; start <= begin + limits.REACH; start++) attempt(start, Math.min(start + length, count));
      for (let end = window[1] - limits.REACH, last = window[1] + limits.REACH; end <= last; end++) attempt(window[0], end);
      for (let start = window[0] - limits.REACH, last = window[0] + limits.REACH; start <= last; start++) attempt(start, window[1]);
      return [best, window];
    }

    widen(wanted, start, end) {
      const codes = new Comparison(wanted, this.article.bare.slice(start, end)).differing();
      const first = codes[0], last = codes[codes.length - 1];
      if (first && first[0] === 0 && first[2] === 0 && first[3] === 0) start = Math.max(start - first[1], 0);
      if (last && last[1] === wanted.length && last[2] === last[3]) end = Math.min(end + last[1] - last[0], this.article.bare.length);
      return [start, end];
    }
  }

  // The words that differ, as pairs; and where they are in both texts.
  function differing({ wanted, found, codes }) {
    const differences = codes.map(([from, to, there, end]) => ({
      pair: [between(wanted, from, to), between(found, there, end)].map(words => stripped(words, limits.EDGES) || words),
      ours: from < to ? [wanted.starts[from], wanted.ends[to - 1]] : null,
      theirs: there < end ? [found.starts[there], found.ends[end - 1]] : null,
    }));
    if (!codes.length) wanted.starts.forEach((_, at) => { // Only signs or capitals differ.
      const pair = [between(wanted, at, at + 1), between(found, at, at + 1)];
      if (pair[0] !== pair[1]) differences.push({ pair, ours: [wanted.starts[at], wanted.ends[at]], theirs: [found.starts[at], found.ends[at]] });
    });
    return differences;
  }

  // Those of signs at both ends belong to the sentence that quotes.
  function telling(differences, words) {
    const { BEFORE, BEHIND } = tables.asked;
    return differences.filter((one, at) => {
      let [ours, theirs] = one.pair;
      if (at === 0 && words.startsWith(ours)) while (theirs && BEFORE.includes(theirs[0])) theirs = theirs.slice(1);
      if (at === differences.length - 1 && words.endsWith(ours)) while (theirs && BEHIND.includes(theirs[theirs.length - 1])) theirs = theirs.slice(0, -1);
      one.pair = [ours, theirs];
      return ours !== theirs;
    });
  }

  window.onrecord_quoted = { tables, pattern, searchIn, matchAt, before, after, isSpace, isDigit, isLetter, isAlphanumeric, isUnspaced, setOf, stripped, oneLine, fold, find, WordIndex, differing, telling };
})();
