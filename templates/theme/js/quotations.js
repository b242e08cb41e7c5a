// The quotations of pasted text, found as in articles: onrecord/articles (blocks, families, marks, outermost,
// quotations) and onrecord/quotes (texts, asked) say why; a test compares the two.  No sign and no pattern is
// written here: quotation_marks.js has them.
(function () {
  'use strict';

  const { tables, pattern, searchIn, matchAt, before, after, isSpace, isDigit, isLetter, isAlphanumeric, isUnspaced, setOf, stripped, oneLine, fold } = window.onrecord_quoted;
  const { asked, blocks, families, marks, narration, quotations, texts } = tables;
  const strip = text => stripped(text, tables.spaces);
  const isLower = sign => /^\p{Lowercase}$/v.test(sign);
  const breaksIn = text => (text.match(pattern(blocks.LINE_BREAK, 'gv')) || []).length;
  const endsSentence = block => Boolean(searchIn(blocks.SENTENCE_END, block, Math.max(block.length - blocks.END_OF_BLOCK, 0)));

  // --- paragraphs ---------------------------------------------------------------------------------------

  function linesOf(text) {
    const lines = [];
    for (const found of text.matchAll(pattern(blocks.LINE, 'gv'))) {
      const words = strip(found[0]);
      if (!words) continue;
      const indent = found[0].indexOf(words), start = found.index + indent;
      lines.push({ start, end: start + words.length, indent, width: indent + words.length });
    }
    return lines;
  }

  function groupsOf(text, lines) {
    const groups = [];
    let group = [];
    for (const line of lines) {
      if (group.length && breaksIn(text.slice(group[group.length - 1].end, line.start)) > 1) {
        groups.push(group);
        group = [];
      }
      group.push(line);
    }
    groups.push(group);
    return groups;
  }

  function withoutSoftBreaks(text, lines) {
    const joined = [], hasOthers = /[\n\r\u2029]/.test(text);
    let held = null;
    lines.forEach((line, number) => {
      if (held) {
        const between = stripped(text.slice(held.end, line.start), ' \t\u00a0');
        const goesOn = isLower(after(text, line.start)) && !endsSentence(text.slice(Math.max(held.start, held.end - blocks.END_OF_BLOCK), held.end));
        if (between === '\u2028' && hasOthers && number > 1 || (between === '\u2028' || between === '\x85') && goesOn) {
          held = { start: held.start, end: line.end, indent: held.indent, width: held.indent + line.end - held.start };
          return;
        }
        joined.push(held);
      }
      held = line;
    });
    if (held) joined.push(held);
    return joined;
  }

  const lineText = (text, line) => text.slice(line.start, line.end);
  const isBroken = (text, line, next) => isLower(after(text, next.start)) && !endsSentence(lineText(text, line));

  function mayBeBroken(text, line, next) {
    const first = after(text, next.start);
    return isLetter(first) && first.toLowerCase() === first.toUpperCase() && !endsSentence(lineText(text, line));
  }

  function firstWord(text, line) {
    const first = after(text, line.start);
    if (isUnspaced(first)) return Array.from(text.slice(line.start, line.start + 4)).slice(0, 2).join('');
    return text.slice(line.start, line.end).split(pattern(setOf(tables.spaces), 'u'), 1)[0];
  }

  const isFull = (text, line, next, width) => line.width + 1 + firstWord(text, next).length > width;

  function wrapWidth(text, groups) {
    const pairs = [];
    for (const group of groups) for (let at = 1; at < group.length && pairs.length < blocks.MAX_PAIRS; at++) pairs.push([group[at - 1], group[at]]);
    const cased = pairs.filter(pair => isBroken(text, ...pair));
    const broken = cased.length ? cased : pairs.filter(pair => mayBeBroken(text, ...pair));
    if (!broken.length) return null;
    const changes = new Map(), change = (at, by) => changes.set(at, (changes.get(at) || 0) + by);
    for (const [line, next] of broken) {
      change(line.width, 1);
      change(line.width + 1 + firstWord(text, next).length, -1);
    }
    const widths = [...changes.keys()].sort((one, other) => one - other);
    let sum = 0;
    const allowed = widths.map(width => sum += changes.get(width));
    const agreeing = Math.max(...allowed), at = allowed.indexOf(agreeing);
    const end = at + 1 < widths.length ? widths[at + 1] : widths[at] + 1;
    let width = widths[at];
    for (const [line] of pairs) if (line.width < end) width = Math.max(width, line.width);
    const [least, most] = blocks.WRAP_WIDTHS;
    if (width < least || width >= most || agreeing < blocks.MIN_AGREEING * broken.length) return null;
    if ((width < blocks.MIN_USUAL_WIDTH || !cased.length) && agreeing < blocks.MIN_BROKEN) return null;
    const full = pairs.filter(pair => pair[0].width <= width && isFull(text, ...pair, width)).length;
    return full >= blocks.MIN_FULL * pairs.length ? width : null;
  }

  function goesOn(text, line, next, width) {
    if (line.width <= width) return isFull(text, line, next, width);
    return lineText(text, line).split(pattern(setOf(tables.spaces) + '+', 'u'), 2).length === 1 || isBroken(text, line, next);
  }

  const isQuotedLine = (text, at) => Boolean(matchAt(blocks.BLOCK_QUOTED, text, at));

  function join(text, group, width) {
    const found = [];
    let start = group[0].start;
    group.slice(1).forEach((next, at) => {
      const line = group[at], quoted = [line, next].map(one => isQuotedLine(text, one.start));
      const indented = next.indent >= line.indent + blocks.MIN_INDENT && !matchAt(blocks.BULLET, text, line.start);
      const wrapped = width !== null && !indented && goesOn(text, line, next, width);
      if (!(quoted[0] && quoted[1] || wrapped && !quoted[0] && !quoted[1])) {
        found.push({ start, end: line.end });
        start = next.start;
      }
    });
    found.push({ start, end: group[group.length - 1].end });
    return found;
  }

  function findBlocks(text) {
    let lines = linesOf(text);
    if (/[\u2028\x85]/.test(text)) lines = withoutSoftBreaks(text, lines);
    const groups = groupsOf(text, lines), width = wrapWidth(text, groups);
    if (width === null && !text.includes('>')) return lines;
    const first = groups[0];
    if (width && first.length > blocks.MAX_HEADLINE_LINES && !isLower(after(text, first[1].start))) groups.splice(0, 1, first.slice(0, 1), first.slice(1));
    return groups.flatMap(group => join(text, group, width));
  }

  // --- pasted text: Markdown's emphasis and links, lines that go on, block quotations -------------------

  function withoutMarkup(text) {
    if (!/[*_\]]/.test(text)) return text;
    const cuts = [];
    let waiting = {}, lineEnd = -1;
    for (const run of text.matchAll(pattern(texts.RUN, 'gv'))) {
      const begin = run.index, end = begin + run[0].length;
      if (begin > lineEnd) {
        waiting = {};
        lineEnd = text.indexOf('\n', begin);
        if (lineEnd < 0) lineEnd = text.length;
      }
      const one = before(text, begin), other = after(text, end), opened = waiting[run[0]] ||= [];
      if (opened.length && one && !isSpace(one) && !isAlphanumeric(other)) cuts.push(opened.pop(), [begin, end]);
      else if (other && !isSpace(other) && !isAlphanumeric(one)) opened.push([begin, end]);
    }
    for (const link of text.matchAll(pattern(texts.LINK, 'gv'))) {
      const inside = link.index + 1, end = inside + link[1].length;
      cuts.push([link.index, inside], [end, link.index + link[0].length]);
    }
    cuts.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    let plain = '', done = 0;
    for (const [begin, end] of [...cuts, [text.length, text.length]]) {
      if (done <= begin) plain += text.slice(done, begin);
      done = Math.max(done, end);
    }
    return plain;
  }

  function joined(text, found) {
    const all = [];
    for (const block of found) {
      const held = all[all.length - 1];
      if (held && isLower(after(text, block.start)) && (text.slice(held.end, block.start).match(pattern(texts.LINE_BREAK, 'gv')) || []).length === 1 && !endsSentence(lineText(text, held)) && !isQuotedLine(text, held.start)) held.end = block.end;
      else all.push({ start: block.start, end: block.end });
    }
    return all;
  }

  function quotedParagraphs(text, block) {
    const parts = [], lines = [];
    for (const found of lineText(text, block).matchAll(pattern(texts.LINE, 'gv'))) lines.push({ start: block.start + found.index, end: block.start + found.index + found[0].length });
    let start = -1, end = -1;
    lines.forEach((one, number) => {
      const sign = matchAt(texts.QUOTED_LINE, text, one.start, one.end);
      const begin = sign ? one.start + sign[0].length : one.start, words = text.slice(begin, one.end);
      const isSource = number === lines.length - 1 && Boolean(matchAt(texts.ATTRIBUTION, strip(words), 0));
      if ((!strip(words) || isSource) && start >= 0) { parts.push({ start, end }); start = -1; }
      if (strip(words)) { if (start < 0) start = begin; end = one.end; }
    });
    if (start >= 0) parts.push({ start, end });
    if (parts.length > 1) {
      const last = strip(lineText(text, parts[parts.length - 1]));
      if (Array.from(last).length <= texts.MAX_ATTRIBUTION && matchAt(texts.ATTRIBUTION, last, 0)) parts.pop();
    }
    return parts;
  }

  // --- families of marks --------------------------------------------------------------------------------

  const aliased = sign => families.ALIASES[sign] || sign;

  function count(source, text) {
    let number = 0;
    for (const _ of text.matchAll(pattern(source, 'gv'))) if (++number >= families.MAX_COUNTED) break;
    return number;
  }

  function pointed(closers, spaced) {
    const signs = [...new Set([...Object.keys(closers), ...Object.values(closers)])].join('');
    const [[opening, closing]] = Object.entries(closers);
    return { closers, twoWay: opening === closing ? opening : '', endings: closing, signs, single: false, pointed: true, spaced, always: false, one: setOf(signs) };
  }

  function familiesOf(text) {
    const all = [tables.pairs.double, tables.pairs.corners];
    if (/[«»‹›]/.test(text)) {
      const leftOpens = count(families.OPENING_OUTWARD, text), rightCloses = count(families.CLOSING_OUTWARD, text);
      const rightOpens = count(families.OPENING_INWARD, text), leftCloses = count(families.CLOSING_INWARD, text);
      const onlyRight = Math.min(rightOpens, rightCloses) > 2 * (leftOpens + leftCloses);
      for (const [left, right] of ['«»', '‹›']) {
        if (!text.includes(left) && !text.includes(right)) continue;
        if (onlyRight || !text.includes(left) && rightOpens) all.push(pointed({ [right]: right }, false));
        else if (rightOpens + leftCloses > leftOpens + rightCloses) all.push(pointed({ [right]: left }, false));
        else all.push(pointed({ [left]: right }, Boolean(searchIn(families.SPACED, text))));
      }
    }
    return [...all, tables.pairs.single];
  }

  // For each paragraph with marks its number and their places.
  function matchesOf(family, text, paragraphs, most, doubled) {
    const found = [];
    const note = (number, mark) => { const last = found[found.length - 1]; if (last && last[0] === number) last[1].push(mark); else found.push([number, [mark]]); };
    if (doubled && (family === tables.pairs.double || family.single)) {
      paragraphs.forEach(({ start, end }, number) => {
        const source = searchIn(families.TWO_FOR_ONE, text, start, end) ? family.two : family.one;
        let left = most;
        const inside = text.slice(0, end), signs = pattern(source, 'gv');
        signs.lastIndex = start;
        for (let mark; left-- > 0 && (mark = signs.exec(inside));) note(number, { at: mark.index, end: signs.lastIndex, sign: mark[0] });
      });
      return found;
    }
    if (!paragraphs.length) return found;
    const inside = text.slice(0, paragraphs[paragraphs.length - 1].end), signs = pattern(family.one, 'gv');
    signs.lastIndex = paragraphs[0].start;
    let number = 0, left = most;
    for (let mark; left-- > 0 && (mark = signs.exec(inside));) {
      while (mark.index >= paragraphs[number].end) number++;
      if (mark.index >= paragraphs[number].start) note(number, { at: mark.index, end: signs.lastIndex, sign: mark[0] });
    }
    return found;
  }

  // --- what each mark can do ----------------------------------------------------------------------------

  const glues = sign => isAlphanumeric(sign) && !isUnspaced(sign);
  const isIn = (sign, signs) => Boolean(sign) && signs.includes(sign);

  function looksClosing(one, other) {
    if (!one || isSpace(one) || isIn(one, '([{:¿¡')) return false;
    return !other || isSpace(other) || isIn(other, marks.AFTER_CLOSING);
  }

  const looksOpening = (one, other) => (!one || isSpace(one)) && (!other || isAlphanumeric(other) || '¿¡…'.includes(other));
  const mayPrecede = one => !one || isSpace(one) || isIn(one, marks.BEFORE_OPENING) || isUnspaced(one);

  function loosely(sign, one, other) {
    if (sign === '"') return [Boolean(other), Boolean(one)];
    if (isIn(sign, '“„‟')) return [Boolean(other), false];
    if (sign === '‘') return [isIn(other, marks.NO_BREAK_SPACES), false];
    return [false, sign === '”' && Boolean(one)];
  }

  function ofGuillemet(family, sign, one, other) {
    const opening = sign in family.closers, closing = family.endings.includes(sign);
    if (Object.keys(family.closers).length === 1 && opening && closing) return [mayPrecede(one) && Boolean(other) && !isSpace(other), Boolean(one) && !isSpace(one)];
    if (!family.spaced && opening && looksClosing(one, other)) return [false, true];
    if (!family.spaced && closing && looksOpening(one, other)) return [false, false];
    return [opening && Boolean(other), closing && Boolean(one)];
  }

  function isPrefixed(text, at, end) {
    const one = text[at - 1];
    return one >= '\u0590' && one <= '\u06ff' && Boolean(searchIn(marks.PREFIX, text.slice(Math.max(at - marks.LONGEST_PREFIX, 0), at)) && matchAt(marks.TWO_LETTERS, text, end));
  }

  function opensHere(text, { at, end }, sign, one, other, family) {
    if (!other) return false;
    if (glues(one) && !isPrefixed(text, at, end)) return false;
    if (isIn(sign, '“‘') && looksClosing(one, other) && (sign === '“' || isIn(one, marks.SENTENCE_SIGNS))) return false;
    if (isSpace(other)) return !isIn(sign, marks.STRAIGHT) && (isIn(sign, '“„‟') || isIn(other, marks.NO_BREAK_SPACES));
    if (family.single) return !matchAt(sign === "'" ? marks.ELISION_STRAIGHT : marks.ELISION_CURLED, text, end);
    return true;
  }

  function closesHere(text, at, sign, one, other, family) {
    if (!one || family.single && /^[’'‘]n$/.test(text.slice(Math.max(at - 2, 0), at))) return false;
    if (isSpace(one)) return sign === '”' && !glues(other);
    if (sign === '“') return looksClosing(one, other) || glues(one) && glues(other);
    if (sign === '‘') return !glues(other);
    if (!glues(other) || /^[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]$/.test(other)) return true;
    if (family.single) return false;
    if (sign !== '"' || !glues(one)) return true;
    return isLower(other) && isLetter(one) && !isPrefixed(text, at, at + 1);
  }

  function endsCutShort(text, at, one) {
    return one === 's' || one === 'S' || isDigit(one) || Boolean(searchIn(marks.CUT_SHORT, text, Math.max(at - marks.LONGEST_CUT, 0), at + 1));
  }

  function marksOf(text, paragraph, family, found) {
    const listed = [];
    for (const match of found) {
      const { at, end } = match, sign = aliased(match.sign);
      const one = before(text, at, paragraph.start), other = after(text, end, paragraph.end);
      let opens = false, closes = false, loose = false;
      if (family.pointed) [opens, closes] = ofGuillemet(family, sign, one, other);
      else if (family.always) [opens, closes] = [sign in family.closers, family.endings.includes(sign)];
      else if ((!one || isSpace(one)) && (!other || isSpace(other))) {
        loose = true;
        [opens, closes] = loosely(sign, one, other);
      } else {
        opens = sign in family.closers && opensHere(text, match, sign, one, other, family);
        closes = family.endings.includes(sign) && closesHere(text, at, sign, one, other, family);
      }
      if ((opens || closes) && !(isDigit(one) && searchIn(marks.INCHES, text, Math.max(at - 5, paragraph.start), at))) {
        listed.push({ at, end, sign, opens, closes, loose, sure: !(family.single ? endsCutShort(text, at, one) : isDigit(one)) });
      }
    }
    if (!family.single || !listed.length) return listed;
    let endFollows = false;
    for (const mark of [...listed].reverse()) {
      const one = text.slice(Math.max(mark.at - 1, 0), mark.at), other = text.slice(mark.at + 1, mark.at + 2);
      if (mark.closes && mark.at + 1 < paragraph.end && (one === 's' || one === 'S') && isSpace(other)) mark.closes = !endFollows;
      if (mark.opens) endFollows = false;
      else if (mark.closes && mark.sure) endFollows = true;
    }
    return listed.filter(mark => mark.opens || mark.closes);
  }

  // --- pairs of marks -----------------------------------------------------------------------------------

  function isNarrated(text, { start, end }, unclosed) {
    return Boolean(searchIn(narration.NARRATION, text, start, end) || unclosed && searchIn(narration.UNCLOSED_NARRATION, text, start, end));
  }

  function mayRunOn(text, { start, end }) {
    const words = text.slice(start + 1, end).replace(/^['"‘“«‹(\[ \u00a0\u202f…]+/, '');
    return Boolean(words) && !isLower(after(words, 0)) && !isAlphanumeric(before(words, words.length));
  }

  // Pairs, ordered by their ends, and the mark that opens a quotation which may run on.
  function paired(text, family, listed) {
    const pairs = [], open = [];
    listed.forEach((mark, number) => {
      if (mark.loose && !fits(text, listed, number, open)) { open.length = 0; return; }
      const depth = closedBy(family, mark, open);
      if (depth >= 0) {
        pairs.push([open[depth], mark]);
        open.length = depth;
      } else if (mark.opens) {
        const last = open[open.length - 1];
        if (last && last.sign === mark.sign && family.twoWay.includes(mark.sign)) open.pop();
        open.push(mark);
        if (open.length > quotations.MAX_DEPTH) open.shift();
      }
    });
    const first = open.length === 1 ? open[0] : null;
    return [pairs, first && !pairs.some(([opening]) => opening.at > first.at && opening.sign === first.sign) ? first : null];
  }

  function fits(text, listed, number, open) {
    const mark = listed[number], next = listed[number + 1];
    if (!mark.closes) return !open.length;
    if (!mark.opens) return true;
    if (open.length === 1) {
      mark.opens = false;
      const words = stripped(text.slice(Math.max(mark.at - 3, 0), mark.at), '').replace(/\s+$/, '');
      return !open[0].loose && (!next || next.opens) && Boolean(words) && !isAlphanumeric(before(words, words.length));
    }
    mark.closes = false;
    return !open.length && Boolean(next) && next.closes && !next.opens;
  }

  function closedBy(family, mark, open) {
    if (!mark.closes) return -1;
    for (let depth = open.length - 1; depth >= 0; depth--) {
      const opening = open[depth].sign, inches = mark.sign === '"' && opening !== '"' && !mark.sure;
      if (family.pointed || family.closers[opening].includes(mark.sign) && !inches) return depth;
    }
    return -1;
  }

  // The quotations of one family: pairs, and chains of paragraphs that each open one.
  function pairsOf(text, family, doubled, paragraphs, room) {
    const found = [];
    let chain = [], number = 0, last = 0;
    for (const [at, matches] of matchesOf(family, text, paragraphs, room + 1, doubled)) {
      number += matches.length;
      if (number > room) break;
      const paragraph = paragraphs[at], listed = marksOf(text, paragraph, family, matches);
      if (chain.length && (at > last + 1 || !listed.length)) chain = [];
      if (listed.length) chain = readParagraph(text, family, paragraph, listed, chain, found);
      last = at;
    }
    return [found, number];
  }

  function readParagraph(text, family, paragraph, listed, chain, found) {
    const [pairs, unclosed] = paired(text, family, listed), first = listed[0].at;
    const runsOn = chain.length > 0 && first === paragraph.start && text[first] === text[chain[0].start];
    for (const [opening, closing] of pairs) {
      const span = { start: opening.at, end: closing.end }, frail = "'`".includes(opening.sign) && !closing.sure;
      if (isNarrated(text, span)) continue;
      found.push({ spans: runsOn && opening.at === first ? [...chain, span] : [span], frail });
    }
    const rest = unclosed && { start: unclosed.at, end: paragraph.end };
    const goes = rest && !family.always && mayRunOn(text, rest) && !isNarrated(text, rest, true);
    if (goes && runsOn && unclosed.at === first) return [...chain, rest];
    return goes ? [rest] : [];
  }

  // --- the outermost ones -------------------------------------------------------------------------------

  function overlapping(parts, span) {
    let low = 0, high = parts.length;
    while (low < high) { const middle = low + high >> 1; if (parts[middle].span.end <= span.start) low = middle + 1; else high = middle; }
    const inside = [];
    for (; low < parts.length && parts[low].span.start < span.end; low++) inside.push(low);
    return inside;
  }

  function outermost(accepted, found) {
    const replaced = new Set(), added = [];
    let end = -1;
    for (const { spans, frail } of found) {
      if (spans[0].start < end) continue;
      const inside = [];
      const crosses = spans.some(span => overlapping(accepted, span).some(at => {
        inside.push(at);
        return !(span.start <= accepted[at].span.start && accepted[at].span.end <= span.end);
      }));
      if (crosses || inside.length && (frail || isPartOfMore(accepted, inside))) continue;
      for (const at of inside) replaced.add(at);
      for (const span of spans) added.push({ span, quotation: spans });
      end = spans[spans.length - 1].end;
    }
    if (!added.length) return accepted;
    return [...accepted.filter((_, at) => !replaced.has(at)), ...added].sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  }

  function isPartOfMore(accepted, inside) {
    let all = 0;
    for (const quotation of new Set(inside.map(at => accepted[at].quotation))) all += quotation.length;
    return all !== inside.length;
  }

  function readMarks(text, paragraphs) {
    const doubled = families.TYPED_TWICE.some(typed => text.includes(typed));
    let accepted = [], number = 0;
    for (const family of familiesOf(text)) {
      if (!Array.from(family.signs).some(sign => text.includes(sign))) continue;
      const [found, read] = pairsOf(text, family, doubled, paragraphs, quotations.MAX_MARKS - number);
      number += read;
      if (number > quotations.MAX_MARKS) return [];
      const last = spans => spans[spans.length - 1].end;
      found.sort((one, other) => one.spans[0].start - other.spans[0].start || last(other.spans) - last(one.spans));
      accepted = outermost(accepted, found);
    }
    return [...new Set(accepted.map(part => part.quotation))];
  }

  // --- quotations as they are looked up -----------------------------------------------------------------

  function markLength(words) { return words[0] === words[1] && isIn(words[0], "'`‘’,") ? 2 : 1; }

  function inside(words, isLast) {
    const end = words.length - (isLast ? markLength(Array.from(words.slice(-2)).reverse().join('')) : 0), begin = markLength(words);
    return begin < end ? words.slice(begin, end) : '';
  }

  // The parts of a quotation: folded words, and where they are in its paragraph as folded.
  function partsOf(paragraphs) {
    const parts = [];
    paragraphs.forEach((paragraph, number) => {
      let isNew = true, done = 0;
      const add = (from, to) => {
        let start = from, end = to;
        while (start < end && asked.BEFORE.includes(paragraph.text[start])) start++;
        while (end > start && asked.BEHIND.includes(paragraph.text[end - 1])) end--;
        const words = paragraph.text.slice(start, end);
        if (!/[\p{L}\p{N}]/u.test(words)) return;
        parts.push({ words, isNew, paragraph: number, at: start });
        isNew = false;
      };
      for (const found of paragraph.text.matchAll(pattern(asked.OMITTED, 'gv'))) {
        add(done, found.index);
        done = found.index + found[0].length;
      }
      add(done, paragraph.text.length);
    });
    return parts;
  }

  function isShort(parts) {
    let words = 0;
    for (const { words: text } of parts) {
      words += (text.match(pattern(asked.WORD, 'gv')) || []).length;
      words += Math.floor(Array.from(text).filter(isUnspaced).length / 2);
    }
    return words < asked.FEWEST_WORDS;
  }

  function askedOf(text, spans, inMarks) {
    const written = spans.map((span, at) => inMarks ? inside(lineText(text, span), at === spans.length - 1) : lineText(text, span).replace(pattern(asked.NEXT_LINE, 'gv'), ' '));
    const paragraphs = written.map(words => fold(oneLine(words))), parts = partsOf(paragraphs);
    return { start: spans[0].start, paragraphs, parts, shown: paragraphs.map(one => one.raw).filter(Boolean).join(' […] '), isShort: isShort(parts) };
  }

  // The quotations of pasted text, in order, without those that have no words.
  function quotationsIn(written) {
    const text = withoutMarkup(written);
    if (!strip(text)) return [];
    const paragraphs = [], setOff = [];
    for (const block of joined(text, findBlocks(text))) {
      if (!isQuotedLine(text, block.start)) { paragraphs.push(block); continue; }
      const parts = quotedParagraphs(text, block);
      if (parts.length) setOff.push(parts);
    }
    const found = [...readMarks(text, paragraphs).map(spans => askedOf(text, spans, true)), ...setOff.map(spans => askedOf(text, spans, false))];
    return found.filter(one => one.parts.length).sort((one, other) => one.start - other.start);
  }

  window.onrecord_quotations = { quotationsIn };
})();
