// The page that checks quotations: onrecord/quotes does the same with whole articles, and docs/quotes.md says what
// counts.  Nothing is sent: the page loads parts of the search's index, and of it the words that are shown here.
// No word that a reader sees is written here: quotes_form.html has them.
(function () {
  'use strict';

  const { gramsOf, wordsOf } = window.onrecord_words;
  const { base, load, opened, date, LENGTHS, NO_DATE, basisOf, wordsBasis, isUnnamed, file, hash, placesIn, postingsOf, STEP } = window.onrecord_index;
  const { tables, stripped, fold, find, WordIndex, differing, telling } = window.onrecord_quoted;
  const { quotationsIn } = window.onrecord_quotations;
  const AT_ONCE = 50; // quotations
  const GRAMS = 8; // of a quotation that are looked up; they tell which passages may have it
  const NEAR_FILES = 4, SHORT_FILES = 3; // that are read for similar words, and for one or two words
  const MIN_GRAMS = 0.3, MIN_PART = 0.4; // shares of a quotation that must be in a passage: to be compared, to be a part of it
  const MOST_SHOWN = 3; // places of a quotation
  const { MIN_ALIKE, MIN_SHARED } = tables.searching;
  const part = id => document.getElementById('quotes_' + id);
  const form = part('form'), results = part('results'), field = form.elements.text;
  const locale = form.dataset.locale || document.documentElement.lang;
  const plural = new Intl.PluralRules(document.documentElement.lang), figures = new Intl.NumberFormat(locale);
  const days = [{ year: 'numeric' }, { year: 'numeric', month: 'long' }, { dateStyle: 'long' }].map(how => new Intl.DateTimeFormat(locale, { ...how, timeZone: 'UTC' }));
  const says = {};
  for (const words of part('says').content.querySelectorAll('[data-say]')) says[words.dataset.say] = words.textContent;
  let ready = null, round = 0, waiting = [], counts = {};

  const say = (key, values) => says[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const counted = (key, n) => say(says[key + '.' + plural.select(n)] ? key + '.' + plural.select(n) : key + '.other', { number: figures.format(n) });

  // --- which passages may have a quotation ----------------------------------------------------------------

  // For each thing how many of the grams it has, each at its distance from the others of its part.
  async function candidates(index, parts) {
    const grams = parts.flatMap((one, number) => gramsOf(wordsOf(one.words)).map(([gram, at]) => ({ gram, at, number })));
    const isPair = one => Number(one.gram.includes('_'));
    grams.sort((one, other) => isPair(one) - isPair(other) || other.gram.length - one.gram.length);
    const chosen = grams.slice(0, GRAMS);
    if (!chosen.length) return [];
    const [lengths, ...texts] = await Promise.all([load('lengths'), ...chosen.map(({ gram }) => file('phrases', hash(gram) % index.files.phrases))]);
    const scores = new Map();
    lengths.forEach((written, section) => {
      const unit = index.units[index.firsts[section]];
      if (!unit || unit.kind !== 'briefs') return;
      const ends = placesIn(written).map((end, thing) => (end - thing) * STEP), begins = new Map();
      chosen.forEach(({ gram, at, number }, one) => {
        let thing = 0;
        for (const place of placesIn(postingsOf(texts[one][section], gram))) {
          while (place >= ends[thing]) thing++;
          const key = unit.first + thing, there = begins.get(key) || begins.set(key, parts.map(() => new Map())).get(key);
          there[number].set(place - at, (there[number].get(place - at) || 0) + 1);
        }
      });
      for (const [thing, there] of begins) scores.set(thing, there.reduce((sum, places) => sum + Math.max(0, ...places.values()), 0) / chosen.length);
    });
    return [...scores].filter(([, score]) => score >= MIN_GRAMS).sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  }

  // --- what is in a passage -------------------------------------------------------------------------------

  const prepared = new Map();

  // The passages of a thing, folded; empty if no words of an article belong to it.
  async function passagesOf(index, thing) {
    if (prepared.has(thing)) return prepared.get(thing);
    const unit = index.units[index.unitOf[thing]];
    const [page, language, entries] = (await load(unit.file.replace('briefs', 'excerpts')))[unit.place];
    const entry = entries[thing - unit.first];
    const passages = !entry ? [] : entry[3].map(stretches => ({
      thing, unit, page, language, id: entry[0], who: entry[1], relayer: entry[2],
      stretches: stretches.map(([block, runs, begin, end]) => { const text = fold(runs.join('')); return { block, runs, begin, end, text, index: null }; }),
    }));
    prepared.set(thing, passages);
    return passages;
  }

  const rawRange = (text, from, to) => [text.starts[from], text.starts[to]];

  // Where the parts of a quotation are in a passage, one after the other; null if they are not.
  function placesOf(passage, parts) {
    const ranges = [];
    let stretch = 0, from = 0;
    for (const { words } of parts) {
      let at = -1;
      for (; stretch < passage.stretches.length; stretch++, from = 0) {
        at = find(passage.stretches[stretch].text, words, from);
        if (at >= 0) break;
      }
      if (at < 0) return null;
      from = at + words.length;
      ranges.push([stretch, ...rawRange(passage.stretches[stretch].text, at, from)]);
    }
    return ranges;
  }

  // What is most similar to a part in a passage.
  function nearestIn(passage, words) {
    let best = null;
    passage.stretches.forEach((stretch, number) => {
      stretch.index ||= new WordIndex(stretch.text.text);
      const near = stretch.index.nearest(words);
      if (near && (!best || near.alike > best.near.alike)) best = { near, number, passage };
    });
    return best;
  }

  // Words before the beginning and after the end of what this page knows of an article are no difference.
  function judged(best, words) {
    const { near, number, passage } = best, { codes, wanted } = near;
    const isBeyond = ([from, to, there, end]) => there === end && (from === 0 && near.from === 0 || to === wanted.bare.length && near.to === near.count);
    const known = codes.filter(code => !isBeyond(code)), isWhole = known.length === codes.length;
    const differences = isWhole || known.length ? telling(differing({ ...near, codes: known }), words) : [];
    const text = passage.stretches[number].text;
    const theirs = differences.filter(one => one.theirs).map(one => [number, ...rawRange(text, ...one.theirs)]);
    // Without signs at the ends: a passage rarely has the closing mark.
    const begin = near.found.starts[0], place = text.text.slice(begin, near.found.ends[near.found.ends.length - 1]), bare = stripped(place, tables.nearest.EDGES);
    const from = begin + place.indexOf(bare), all = [[number, ...rawRange(text, from, from + bare.length)]];
    if (differences.length) return near.alike >= MIN_ALIKE && near.shared >= MIN_SHARED ? { outcome: 'differs', passage, differences, ranges: theirs, all } : null;
    return near.shared >= Math.max(MIN_SHARED, MIN_PART * wanted.bare.length) ? { outcome: 'part', passage, differences, ranges: all, all } : null;
  }

  async function lookedUp(index, asked) {
    const found = await candidates(index, asked.parts), exact = [], files = new Set();
    const fileOf = thing => index.units[index.unitOf[thing]].file;
    // Those that have all grams most probably have all words: read until one does.
    for (const [thing] of found.filter(([, score]) => score === 1)) {
      if (!files.has(fileOf(thing)) && (exact.length || asked.isShort && files.size === SHORT_FILES)) continue;
      files.add(fileOf(thing));
      for (const passage of await passagesOf(index, thing)) {
        const ranges = placesOf(passage, asked.parts);
        if (ranges) exact.push({ passage, ranges, all: ranges });
      }
    }
    if (!exact.length && !asked.isShort) {
      const near = [];
      for (const [thing, score] of found) {
        if (score < 1) files.add(fileOf(thing));
        if (files.size > NEAR_FILES && score < 1) break;
        for (const passage of await passagesOf(index, thing)) near.push(passage);
      }
      for (const passage of near) {
        const ranges = placesOf(passage, asked.parts);
        if (ranges) exact.push({ passage, ranges, all: ranges });
      }
      if (!exact.length) {
        const best = near.map(passage => {
          const missing = asked.parts.find(one => !placesOf(passage, [one]));
          if (!missing) return { outcome: 'part', alike: 1, passage, differences: [], ranges: placesOf(passage, [asked.parts[0]]), all: placesOf(passage, [asked.parts[0]]) };
          const nearest = nearestIn(passage, missing.words), result = nearest && judged(nearest, missing.words);
          return result && { ...result, alike: nearest.near.alike, missing };
        }).filter(Boolean).sort((one, other) => other.alike - one.alike);
        if (best.length) return best[0];
      }
    }
    if (exact.length) return { outcome: 'exact', places: ordered(exact) };
    return { outcome: asked.isShort ? 'skipped' : 'absent' };
  }

  // How much of what was found a passage has itself: all, a part, or nothing, but the rest of its sentence.
  function share({ passage, all }) {
    const inside = all.map(([number, from, to]) => { const { begin, end } = passage.stretches[number]; return from >= begin && to <= end ? 2 : from < end && to > begin ? 1 : 0; });
    return Math.min(...inside) === 2 ? 'whole' : Math.max(...inside) ? 'in_part' : 'beside';
  }

  // Those that have all of the words first; one place for each position.
  function ordered(places) {
    const rank = { whole: 0, in_part: 1, beside: 2 };
    const seen = new Map();
    for (const place of places.sort((one, other) => rank[share(one)] - rank[share(other)])) if (!seen.has(place.passage.thing)) seen.set(place.passage.thing, place);
    return [...seen.values()].slice(0, MOST_SHOWN);
  }

  // --- results --------------------------------------------------------------------------------------------

  // Runs of text outside and inside quotation marks, with the ranges marked.
  function write(place, runs, ranges) {
    let start = 0;
    runs.forEach((run, number) => {
      const end = start + run.length, into = number % 2 ? document.createElement('strong') : place;
      for (let at = start; at < end;) {
        const inside = ranges.find(([from, to]) => from <= at && at < to), next = ranges.map(([from]) => from).filter(from => from > at);
        const until = Math.min(end, inside ? inside[1] : Math.min(...next, end));
        const text = run.slice(at - start, until - start);
        if (inside) { const mark = document.createElement('mark'); mark.textContent = text; into.append(mark); } else into.append(text);
        at = until;
      }
      if (into !== place && run) place.append(into);
      start = end;
    });
  }

  function writePassage(place, { passage, ranges }) {
    passage.stretches.forEach(({ runs, text }, number) => {
      if (number) place.append(' […] ');
      const written = runs.join('') === text.raw ? runs : [text.raw];
      write(place, written, ranges.filter(one => one[0] === number).map(one => one.slice(1)));
    });
    if (passage.language !== document.documentElement.lang) { place.lang = passage.language; place.dir = 'auto'; }
  }

  // The quotation as it was pasted, with the words marked that differ.
  function writeAsked(place, asked, one) {
    const ranges = !one.missing ? [] : one.differences.filter(it => it.ours).map(it => {
      const { at, paragraph } = one.missing, text = asked.paragraphs[paragraph];
      const shift = asked.paragraphs.slice(0, paragraph).reduce((sum, before) => sum + (before.raw ? before.raw.length + ' […] '.length : 0), 0);
      return rawRange(text, at + it.ours[0], at + it.ours[1]).map(end => end + shift);
    });
    write(place, [asked.shown], ranges);
    place.dir = 'auto';
  }

  function attributed(item, { passage, all }) {
    const code = passage.unit && ready.index.codes[passage.thing], isPosition = code >= 'a';
    const link = item.querySelector('[data-part=link]'), kind = share({ passage, all });
    link.href = new URL('briefs/' + passage.page + '.html', base) + '#' + passage.id;
    const who = passage.relayer ? say('via_actor', { actor: passage.who, name: passage.relayer }) : passage.who;
    const [start, end] = says[(isPosition ? 'position.' : 'question.') + kind].split('{name}');
    for (const [name, text] of [['before', start], ['who', isPosition ? who : ''], ['after', end || '']]) item.querySelector('[data-part=' + name + ']').textContent = text;
    const facts = [];
    if (isPosition) {
      const basis = says['basis.' + basisOf(code)];
      facts.push(passage.relayer ? say('via', { basis, name: passage.relayer, words: says['basis.' + wordsBasis(code)] }) : basis);
      item.dataset.basis = basisOf(code);
    }
    if (isPosition && isUnnamed(code)) facts.push(says.unnamed);
    const { day, outlet } = passage.unit;
    if (day > NO_DATE) facts.push(say('about', { day: days[day % LENGTHS.length].format(date(day)) }));
    facts.push(outlet);
    item.querySelector('[data-part=facts]').textContent = facts.join(' · ');
  }

  function clone(name) { return part(name).content.cloneNode(true).firstElementChild; }

  function resultOf(asked, one) {
    const item = clone('result');
    item.classList.add(one.outcome);
    item.querySelector('[data-part=outcome]').textContent = says['is.' + one.outcome];
    const places = item.querySelector('[data-part=places]');
    const isPair = one.outcome === 'differs' || one.outcome === 'part';
    writeAsked(item.querySelector('[data-part=asked]'), asked, one);
    item.querySelector('[data-part=yours]').hidden = !isPair;
    item.querySelector('[data-part=differences]').append(...(one.differences || []).map(({ pair: [ours, theirs] }) => {
      const line = document.createElement('li');
      line.textContent = say(ours ? theirs ? 'instead' : 'added' : 'missing', { ours: say('marks', { words: ours }), theirs: say('marks', { words: theirs }) });
      return line;
    }));
    for (const place of one.places || (isPair ? [one] : [])) {
      const written = clone('place');
      writePassage(written.querySelector('[data-part=words]'), place);
      written.querySelector('[data-part=theirs]').hidden = !isPair;
      attributed(written, place);
      places.append(written);
    }
    item.querySelector('[data-part=note]').textContent = says['note.' + one.outcome] || '';
    for (const empty of item.querySelectorAll('[data-part=differences], [data-part=note], [data-part=places]')) if (!empty.hasChildNodes()) empty.remove();
    return item;
  }

  function summary() {
    const shown = ['exact', 'part', 'differs', 'absent'].filter(outcome => counts[outcome]).map(outcome => counted('tally.' + outcome, counts[outcome]));
    const told = shown.length ? say('summary', { outcomes: shown.join(says.comma) }) : '';
    return [told, counts.skipped ? counted('tally.skipped', counts.skipped) : ''].filter(Boolean).join(' ');
  }

  async function check() {
    const mine = round, batch = waiting.splice(0, AT_ONCE);
    results.ariaBusy = 'true';
    part('more').hidden = true;
    try {
      ready ||= { index: await opened() };
      for (const [number, asked] of batch.entries()) {
        if (mine !== round) return;
        part('said').textContent = say('busy', { number: figures.format(number + 1), all: figures.format(batch.length) });
        const one = await lookedUp(ready.index, asked);
        if (mine !== round) return;
        counts[one.outcome] = (counts[one.outcome] || 0) + 1;
        if (one.outcome !== 'skipped') results.append(resultOf(asked, one));
      }
      part('said').textContent = summary();
      part('more').hidden = !waiting.length;
      part('more').textContent = counted('more', Math.min(waiting.length, AT_ONCE));
    } catch {
      if (mine === round) part('said').textContent = says.failed;
    } finally {
      if (mine === round) results.ariaBusy = 'false';
    }
  }

  function begin() {
    round++;
    counts = {};
    results.replaceChildren();
    waiting = quotationsIn(field.value);
    if (waiting.length) { check(); return; }
    part('said').textContent = field.value.trim() ? says.none : '';
    part('more').hidden = true;
    results.ariaBusy = 'false';
  }

  form.addEventListener('submit', event => { event.preventDefault(); begin(); });
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    begin();
  });
  form.addEventListener('reset', () => { field.value = ''; begin(); field.focus(); });
  part('more').addEventListener('click', async () => {
    const before = results.childElementCount;
    await check();
    const next = results.children[before];
    if (next) { next.tabIndex = -1; next.focus(); }
  });

  part('no_script').hidden = true;
  form.hidden = part('body').hidden = false;
})();
