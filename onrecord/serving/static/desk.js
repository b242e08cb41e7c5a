/* The desk: a briefing beside its article and its page.
   Nothing is put into the page as markup; every text is a text node.  What is sent carries the page's token. */
"use strict";
(() => {
  const slug = document.currentScript.dataset.slug;
  const token = document.querySelector("meta[name=token]").content;
  const main = document.getElementById("main"), told = document.getElementById("told");
  const KINDS = ["person", "state", "organisation", "group", "unnamed"];
  const STANCES = ["", "for", "against", "conditional", "unclear"];
  const NARROW = matchMedia("(max-width: 47.99rem)");
  let view = null, spans = [], bar = null, pane = "article", isWriting = false, isAboutOpen = false, boxes = 0;

  // --- elements ----------------------------------------------------------------------------------

  function element(name, attributes = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inside.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== ""));
    return made;
  }

  /* A message's words, with what it has between backticks as code. */
  const said = (text) => text.split("`").map((part, number) => number % 2 ? element("code", {}, part) : part);

  const button = (text, onclick, attributes = {}) =>
    element("button", { type: "button", onclick, ...attributes }, text);

  function tell(text, isFault = false) {
    told.textContent = text;
    told.className = isFault ? "fault" : "";
  }

  // --- asking ------------------------------------------------------------------------------------

  async function ask(what, sent) {
    const options = sent === undefined ? {} : {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Onrecord-Token": token },
      body: JSON.stringify(sent),
    };
    try {
      const answer = await fetch(`/_desk/data/${what}`, options);
      return await answer.json();
    } catch {
      return { fault: "the program does not answer; is it still running?" };
    }
  }

  // --- the list ----------------------------------------------------------------------------------

  async function showList() {
    const list = await ask("list");
    if (list.fault) return tell(list.fault, true);
    const part = (title, items, none) => [
      element("h2", {}, `${title} (${items.length})`),
      items.length ? element("ul", {}, items) : element("p", { class: "soft" }, none),
    ];
    main.className = "list";
    main.replaceChildren(
      ...part("Articles without a briefing", list.articles.map((one) => element("li", {}, one, " ",
        button("Start its briefing", () => start(one), { "aria-label": `Start the briefing of ${one}` }))), "Every article has a briefing."),
      ...part("Drafts", list.drafts.map(({ slug: one, gaps }) => row(one, gaps.length ? `Still to be written: ${gaps.join("; ")}` : "Nothing is missing: publish it at its page.")), "There is no draft."),
      ...part("Briefings", list.briefings.map((one) => row(one)), "There is no briefing yet."),
    );
  }

  async function start(article) {
    const started = await ask("start", { article });
    if (started.fault) return tell(started.fault, true);
    location.assign(`/_desk/${started.slug}`);
  }

  const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

  /* A briefing in the list; what is said of it is asked for once it is in sight. */
  function row(one, gaps = "") {
    const link = element("a", { href: `/_desk/${one}` }, one), facts = element("span", { class: "facts" });
    const made = element("li", {}, link, " ", gaps ? element("span", { class: "gaps" }, said(gaps)) : "", facts);
    seen.observe(made);
    made.fill = async () => {
      const found = await ask(`row/${one}`);
      if (found.fault) return facts.replaceChildren(found.fault);
      if (found.title !== one) link.textContent = found.title;
      const troubles = [
        found.errors ? element("strong", { class: "stop" }, count(found.errors, "error")) : "",
        found.warnings ? element("strong", { class: "warn" }, count(found.warnings, "warning")) : "",
      ].filter(Boolean);
      const parts = found.unread ? ["cannot be read"] : [
        `${count(found.positions, "position")}, ${count(found.questions, "open question")}`,
        found.quotations ? `${found.quotations - found.uncited} of ${count(found.quotations, "quotation")} cited` : "the article has no quotations",
      ];
      facts.replaceChildren(...[...troubles, ...parts].flatMap((part, number) => number ? ["; ", part] : [part]));
    };
    return made;
  }

  const waiting = [];
  let isFilling = false;
  const seen = new IntersectionObserver(async (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) { seen.unobserve(target); waiting.push(target); }
    if (isFilling) return;
    isFilling = true;
    while (waiting.length) await waiting.shift().fill();
    isFilling = false;
  });

  // --- the three panes ---------------------------------------------------------------------------

  /* Show the briefing as it is now; `isAnew` if even where the file is as before.  Until it is there, what was
     known before stays: somebody may press a key meanwhile. */
  async function load(focused = "", isAnew = false) {
    const next = await ask(`briefing/${slug}`);
    if (next.fault) return tell(next.fault, true);
    if (!isAnew && view && view.digest === next.digest) return;
    isAboutOpen ||= !view && next.gaps.length > 0;
    view = next;
    show();
    if (focused) main.querySelector(`[data-field="${focused}"]`)?.focus();
  }

  function show() {
    document.title = `${view.title} – desk`;
    document.querySelector("h1").textContent = view.title;
    const open = document.getElementById("open");
    open.href = view.open;
    open.hidden = false;
    document.getElementById("undo").hidden = !view.can_undo;
    const kept = [...main.querySelectorAll(".pane")].map((one) => one.scrollTop);
    const frame = main.querySelector("iframe") ?? element("iframe", {
      src: `/briefs/${slug}.html`, title: "The page as it will be published" });
    const panes = {
      article: element("section", { class: "pane article-pane", "aria-label": "Article" }, article()),
      briefing: element("section", { class: "pane", "aria-label": "Briefing" }, briefing()),
      page: element("section", { class: "pane page", "aria-label": "Page" },
        element("h2", {}, "Page"), element("p", { class: "page-link" })),
    };
    panes.article.shows = JSON.stringify([view.unread, view.blocks, view.entries.map((one) => nameOf(one.number)), view.actors.map((one) => one.name)]);
    const before = main.querySelector("iframe")?.closest("section");
    if (before) panes.page = before;
    else panes.page.append(frame);
    const isMissing = view.gaps.length || view.problems.some((one) => one.is_error);
    panes.page.querySelector(".page-link").replaceChildren(isMissing && view.is_draft ? "The page appears once nothing is missing or wrong."
      : element("a", { href: `/briefs/${slug}.html` }, "Open the page"));
    frame.hidden = Boolean(isMissing && view.is_draft);
    const names = { article: "Article", briefing: "Briefing", page: "Page" };
    const choose = (one) => {
      pane = one;
      for (const [name, section] of Object.entries(panes)) section.hidden = NARROW.matches && name !== one;
      for (const tab of main.querySelectorAll(".tabs button")) tab.setAttribute("aria-pressed", String(tab.value === one));
    };
    const tabs = element("div", { class: "tabs", role: "group", "aria-label": "Show" },
      Object.entries(names).map(([name, text]) => button(text, () => choose(name), { value: name, "aria-pressed": "false" })));
    const grid = main.querySelector(".panes");
    if (grid) {
      // What has not changed stays: somebody may be selecting words in it.
      const there = grid.querySelector("[aria-label=Article]");
      if (there.shows === panes.article.shows) panes.article = there;
      else there.replaceWith(panes.article);
      grid.querySelector("[aria-label=Briefing]").replaceWith(panes.briefing);
      main.querySelector(".tabs").replaceWith(tabs);
    } else {
      main.replaceChildren(tabs, element("div", { class: "panes" }, Object.values(panes)));
    }
    choose(pane);
    NARROW.onchange = () => choose(pane);
    [...main.querySelectorAll(".pane")].forEach((one, number) => { one.scrollTop = kept[number] ?? 0; });
    main.choose = choose;
  }

  function article() {
    if (view.unread) return [element("h2", {}, "Article"), element("p", {}, view.unread)];
    const shown = new Set();
    let before = null;
    const piece = (one) => {
      const kinds = [one.cited.length ? "cited" : one.uncited ? "uncited" : "", one.named ? "name" : "", one.quoted ? "quoted" : ""];
      const text = element("span", { class: kinds.filter(Boolean).join(" ") || null, "data-start": one.start,
        title: one.named ? actorName(one.named) : null }, one.text);
      const chips = one.cited.filter((number) => !shown.has(number)).map((number) => {
        shown.add(number);
        return element("a", { class: "chip", href: `#entry-${number}`, id: `words-${number}`,
          "aria-label": `cited by ${number}: ${nameOf(number)}`, onclick: () => isNarrow() && main.choose("briefing") }, String(number));
      });
      if (one.uncited && !one.cited.length && !before?.uncited)
        chips.push(button("not cited", () => position([quotationAt(one.start)]), { class: "chip none",
          "aria-label": "quotation not cited: make it a position" }));
      before = one;
      return [chips, text];
    };
    const blocks = view.blocks.map((block) =>
      element("p", { "data-label": block.label, "data-line": block.line }, block.pieces.map(piece)));
    const words = element("div", { class: "article", lang: view.language, dir: "auto", tabindex: "0",
      "aria-label": "The article: select words with the arrow keys and Shift, then press Enter", onkeydown: onKey }, blocks);
    return [
      element("h2", {}, "Article"),
      element("p", { class: "legend" }, element("span", { class: "cited" }, "cited"), ", with the number of what cites it; ",
        element("span", { class: "uncited" }, "quotation not cited"), `: ${view.uncited} of ${view.quotations}; `,
        element("span", { class: "name" }, "name of the register"), ". Select words to cite them; with the keyboard: arrows, Shift, Enter."),
      words,
    ];
  }

  /* The quotation that nothing cites, from its first piece to its last. */
  function quotationAt(start) {
    const pieces = view.blocks.flatMap((block) => block.pieces), first = pieces.findIndex((one) => one.start === start);
    let last = first;
    while (pieces[last + 1]?.uncited) last++;
    return [start, pieces[last].start + [...pieces[last].text].length];
  }

  const isNarrow = () => NARROW.matches;
  const nameOf = (number) => {
    const entry = view.entries.find((one) => one.number === number);
    return entry ? entry.fields.says || entry.fields.ask : "";
  };
  const actorName = (id) => view.actors.find((one) => one.id === id)?.name ?? id;
  const issueName = (id) => view.issues.find((one) => one.id === id)?.name ?? id;

  function briefing() {
    const roles = view.actors.filter((one) => one.index >= 0);
    const of = (part, none) => {
      const found = view.entries.filter((one) => one.part === part);
      return found.length ? found.map(card) : [element("p", { class: "soft" }, none)];
    };
    const hasErrors = view.problems.some((one) => one.is_error);
    return [
      element("h2", {}, "Briefing"),
      element("p", { class: "soft" }, `${view.path}${view.is_draft ? ", a draft" : ""}${view.read_only ? ": it may not be written here, so copy the YAML instead" : ""}`),
      view.is_draft ? element("div", { class: "state" }, element("p", {}, view.gaps.length ? said(`Still to be written: ${view.gaps.join("; ")}.`) : hasErrors ? "Correct the errors, then publish it." : "Nothing is missing."),
        view.gaps.length || hasErrors ? "" : button("Publish: remove draft: true", () => write({ type: "finish" }))) : "",
      ...view.problems.filter((one) => one.index < 0).map(problem),
      view.unread ? "" : element("details", { class: "about", open: isAboutOpen, ontoggle: (event) => { isAboutOpen = event.target.open; } },
        element("summary", {}, `Date, publisher, summary, ${count(roles.length, "actor")}`),
        view.published ? [element("h3", {}, "Published"), field(["source", "published"], "date of publication", view.published)]
          : [element("h3", {}, "Date"), field(["date"], "date", view.date, { note: "year-month-day: 2031-05-02" })],
        element("h3", {}, "Publisher"), field(["source", "publisher"], "publisher", view.publisher),
        element("h3", {}, "Summary"), field(["summary"], "summary", view.summary, { isLong: true }),
        element("h3", {}, "Actors"),
        roles.length ? roles.map((one) => element("div", { class: "role" }, element("strong", {}, one.name), field(["actors", one.index, "role"], `role of ${one.name}`, one.role))) : element("p", { class: "soft" }, "None yet.")),
      view.suggested.length ? element("p", { class: "soft" }, "Named in the article, not in the register: ",
        view.suggested.map((one) => [" ", button(`${one.name}…`, () => newActor(one), { "aria-label": `Add ${one.name} to the register` })])) : "",
      element("h2", {}, "Positions"), ...of("positions", "None yet: select words in the article."),
      element("h2", {}, "Open questions"), ...of("open_questions", "None yet."),
      element("details", { class: "file" }, element("summary", {}, "The file"), element("pre", { tabindex: "0" }, view.text)),
    ];
  }

  function card(entry) {
    const path = (key) => [entry.part, entry.index, key];
    const { fields } = entry, isPosition = entry.part === "positions";
    const label = isPosition ? actorName(fields.actor) : "Question";
    return element("article", { class: "card", id: `entry-${entry.number}` },
      element("h3", {}, `${entry.number}. ${label}`),
      element("p", { class: "about-what" }, choice(path("issue"), "issue", fields.issue, view.issues.map((one) => [one.id, one.name])),
        isPosition ? [" ", choice(path("stance"), "stance", fields.stance, STANCES.slice(1).map((one) => [one, one]))] : ""),
      isPosition && (fields.setting || fields.relayed_by || fields.toward) ? element("p", { class: "soft" }, [
        fields.setting, fields.toward && `addressed to ${fields.toward.split(", ").map(actorName).join(", ")}`,
        fields.relayed_by && `relayed by ${actorName(fields.relayed_by)}`].filter(Boolean).join("; ")) : "",
      isPosition ? field(path("says"), "says", fields.says) : field(path("ask"), "ask", fields.ask),
      isPosition ? "" : field(path("watch"), "watch", fields.watch),
      fields.passage ? element("p", { class: "words", lang: view.language, dir: "auto" }, fields.passage) : "",
      element("p", {}, entry.found && fields.passage ? element("a", { href: `#words-${entry.number}`, onclick: () => isNarrow() && main.choose("article") }, "its words in the article") : "",
        entry.found && fields.passage ? " · " : "", element("a", { href: entry.open }, `line ${entry.line} of the file`)),
      ...view.problems.filter((one) => one.part === entry.part && one.index === entry.index).map(problem));
  }

  function problem(one) {
    return element("div", { class: one.is_error ? "problem error" : "problem" },
      element("p", {}, element("strong", {}, one.is_error ? "Error" : "Warning"), " ", said(one.message), " (", element("a", { href: one.open }, `line ${one.line}`), ")"),
      ...one.notes.map((note) => element("p", { class: "soft" }, note)),
      element("p", { class: "soft" }, said(one.help)),
      one.is_error ? "" : button("Accept…", () => accept(one)));
  }

  // --- editing in place --------------------------------------------------------------------------

  function field(path, name, value, { isLong = false, note = "" } = {}) {
    const line = element("p", { class: "value" }, value || element("span", { class: "soft" }, "nothing yet"), " ");
    line.append(button(value ? "Edit" : "Write", () => {
      const input = element("textarea", { "aria-label": name, rows: isLong ? 6 : 2, placeholder: note || null });
      input.value = value;
      const close = () => { line.hidden = false; form.remove(); line.querySelector("button").focus(); };
      const save = async () => { if (!await write({ type: "value", path, value: input.value })) input.focus(); };
      const form = element("form", { onsubmit: (event) => { event.preventDefault(); save(); },
        onkeydown: (event) => {
          if (event.key === "Escape") close();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey || !isLong) && !event.isComposing) { event.preventDefault(); save(); }
        } }, input, completing(input), element("div", { class: "buttons" }, element("button", { class: "first" }, "Save"), button("Cancel", close)));
      line.hidden = true;
      line.after(form);
      input.focus();
    }, { class: "plain", "aria-label": `${value ? "Edit" : "Write"} ${name}`, "data-field": path.join(".") }));
    return line;
  }

  function choice(path, name, value, options) {
    const list = element("select", { "aria-label": name, onchange: () => write({ type: "value", path, value: list.value }) },
      value ? "" : element("option", { value: "" }, `${name}: none`),
      options.map(([id, text]) => element("option", { value: id, selected: id === value }, text)));
    return list;
  }

  async function write(change, place = null) {
    const focused = change.path?.join(".");
    isWriting = true;
    const saved = await ask(`save/${slug}`, { change, digest: view.digest });
    if (saved.fault) {
      if (place) place.textContent = saved.fault;
      else tell(saved.fault, true);
      if (saved.diff) differs(saved.diff);
      isWriting = false;
      return false;
    }
    tell("Saved.");
    await load(focused, true);
    isWriting = false;
    return true;
  }

  function differs(diff) {
    dialog("Somebody has changed the file", (close) => [
      element("p", {}, "Nothing was written. This is what has changed since you opened it:"),
      element("pre", { tabindex: "0" }, diff),
      element("div", { class: "buttons" }, button("Show the file as it is now", async () => { await load("", true); close(); }, { class: "first" })),
    ]);
  }

  function dialog(title, inside) {
    const from = document.activeElement, id = `dialog-${++boxes}`;
    const made = element("dialog", { "aria-labelledby": id, onclose: () => { made.remove(); from?.focus?.(); } });
    made.append(element("h2", { id }, title), ...inside(() => made.close()).flat(Infinity));
    document.body.append(made);
    made.showModal();
    return made;
  }

  // --- selecting ---------------------------------------------------------------------------------

  /* The place of a range's end in the article, in code points; null outside the article. */
  function placeOf(node, offset) {
    let piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (node.nodeType !== Node.TEXT_NODE || !piece) {
      const box = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (!box.closest(".article")) return null;
      const pieces = [...box.closest(".article").querySelectorAll("[data-start]")];
      const point = document.createRange();
      point.setStart(node, offset);
      const next = pieces.find((one) => point.comparePoint(one, 0) >= 0);
      piece = next ?? pieces.at(-1);
      return Number(piece.dataset.start) + (next ? 0 : [...piece.textContent].length);
    }
    return Number(piece.dataset.start) + [...node.data.slice(0, offset)].length;
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = placeOf(range.startContainer, range.startOffset), end = placeOf(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : [start, end];
  }

  const wordsOf = ([start, end]) => {
    let text = "";
    for (const block of view.blocks) for (const one of block.pieces) {
      const signs = [...one.text];
      if (one.start < end && one.start + signs.length > start)
        text += signs.slice(Math.max(0, start - one.start), Math.max(0, end - one.start)).join("");
    }
    return text;
  };

  function onSelection() {
    if (!view || document.querySelector("dialog[open]")) return;
    const span = selected();
    if (!span) {
      if (!spans.length && !bar?.contains(document.activeElement)) { bar?.remove(); bar = null; }
      return;
    }
    showBar(span);
  }

  function showBar(span) {
    bar?.remove();
    const all = [...spans, span];
    // As it is when the button is pressed: the selection may have changed a moment ago.
    const now = () => [...spans, selected() ?? span];
    bar = element("section", { class: "bar", "aria-label": "Selected words" },
      element("q", { lang: view.language, dir: "auto" }, all.map(wordsOf).join(" […] ")),
      button("Position…", () => position(now()), { class: "first" }),
      button("Question…", () => question(now())),
      button("Actor…", () => newActor({ name: wordsOf(now().at(-1)).trim().replace(/\s+/g, " ") })),
      button("Add words", () => { spans = now(); getSelection().removeAllRanges(); tell("Select the next piece of the same quotation or paragraph."); }),
      button("Cancel", stopSelecting));
    // A press on a button must not take the selection away before it is read.
    bar.addEventListener("pointerdown", (event) => event.preventDefault());
    document.body.append(bar);
  }

  function stopSelecting() {
    spans = [];
    bar?.remove();
    bar = null;
    getSelection().removeAllRanges();
    tell("");
  }

  /* Words of the article by the keyboard, where browsers show no caret: what is selected is the caret. */
  function onKey(event) {
    const selection = getSelection(), box = event.currentTarget;
    const inside = selection.rangeCount && box.contains(selection.anchorNode);
    if (event.key === "Enter" && selected()) {
      event.preventDefault();
      position([...spans, selected()]);
    } else if (event.key === "Escape") stopSelecting();
    else if (event.key.startsWith("Arrow") && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      if (!inside) {
        const first = box.querySelector("[data-start]").firstChild;
        selection.collapse(first, 0);
        selection.modify("extend", "forward", "word");
        return;
      }
      const back = event.key === "ArrowLeft" || event.key === "ArrowUp";
      const unit = event.key === "ArrowUp" || event.key === "ArrowDown" ? "line" : "word";
      if (event.shiftKey) selection.modify("extend", back ? "backward" : "forward", unit);
      else {
        if (back) selection.collapseToStart();
        else selection.collapseToEnd();
        selection.modify("move", back ? "backward" : "forward", unit);
        if (back && unit === "word") selection.modify("move", "backward", "character");
        if (back && unit === "word") selection.modify("move", "backward", "word");
        selection.modify("extend", "forward", "word");
      }
      const around = selection.focusNode.parentElement;
      around?.scrollIntoView({ block: "nearest" });
    }
  }

  // --- forms -------------------------------------------------------------------------------------

  function input(label, name, note = "", attributes = {}) {
    const made = element(attributes.rows ? "textarea" : "input", { name, autocomplete: "off", ...attributes });
    const shown = element("label", {}, label, note ? element("small", {}, ` ${note}`) : "", made);
    return name === "id" || name === "also" || name === "gist" ? shown : element("div", { class: "field" }, shown, completing(made));
  }

  function select(label, name, options, note = "") {
    return element("label", {}, label, note ? element("small", {}, ` ${note}`) : "",
      element("select", { name }, options.map(([id, text, isChosen]) => element("option", { value: id, selected: Boolean(isChosen) }, text))));
  }

  const slugOf = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  function freeId(text, taken) {
    const base = slugOf(text) || "new", ids = new Set(taken.map((one) => one.id));
    let id = base;
    for (let number = 2; ids.has(id); number++) id = `${base}-${number}`;
    return id;
  }

  /* The words of the article and of the briefing, and which of them follow one another, counted. */
  function vocabulary() {
    if (vocabulary.of === view.digest) return vocabulary.found;
    const words = new Map(), pairs = new Set();
    const texts = [...view.blocks.map((block) => block.pieces.map((one) => one.text).join("")), view.summary,
      ...view.entries.flatMap((one) => ["says", "ask", "watch", "setting"].map((key) => one.fields[key] ?? "")),
      ...view.actors.filter((one) => one.index >= 0).flatMap((one) => [one.name, one.role]), ...view.issues.flatMap((one) => [one.name, one.note])];
    for (const text of texts) {
      let last = "";
      for (const [word] of text.matchAll(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)) {
        words.set(word, (words.get(word) ?? 0) + 1);
        pairs.add(`${last} ${word}`);
        last = word;
      }
    }
    vocabulary.of = view.digest;
    return vocabulary.found = { words, pairs };
  }

  /* The rest of the word that a text ends in; empty if nothing is sure to be meant. */
  function restOf(text) {
    const word = text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*$/u)?.[0] ?? "";
    if (word.length < 2) return "";
    const before = text.slice(0, -word.length).match(/([\p{L}\p{N}’'-]+)\s$/u)?.[1] ?? "";
    const { words, pairs } = vocabulary(), small = word.toLowerCase(), isStart = word[0] !== small[0];
    let best = "", rank = 0;
    for (const [one, number] of words) {
      if (one.length < word.length + 2 || !one.toLowerCase().startsWith(small) || !(isStart || one[0] === word[0])) continue;
      const own = number + (pairs.has(`${before} ${one}`) ? 1000 : 0);
      if (own > rank) [best, rank] = [one, own];
    }
    return best.slice(word.length);
  }

  /* A line below a field with the end of the word that is being written: the right arrow or a tap takes it. */
  function completing(area) {
    let rest = "";
    const hint = element("span", { class: "next", "aria-hidden": "true", onpointerdown: (event) => { event.preventDefault(); take(); } });
    const take = () => { if (rest && !document.execCommand("insertText", false, rest)) area.setRangeText(rest, area.value.length, area.value.length, "end"); };
    const find = () => {
      const isAtEnd = area.selectionStart === area.value.length;
      rest = isAtEnd && document.activeElement === area ? restOf(area.value) : "";
      hint.replaceChildren(...(rest ? [area.value.match(/[\p{L}\p{N}’'-]*$/u)[0], element("b", {}, rest), " →"] : []));
    };
    area.addEventListener("input", find);
    area.addEventListener("blur", () => { rest = ""; hint.replaceChildren(); });
    area.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight" && rest && area.selectionStart === area.value.length && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        take();
      }
    });
    return hint;
  }

  /* A field in which an actor or an issue is chosen by typing; what has no entry yet can become one.
     `more` are the fields of a new entry; they are shown, and sent, only for one. */
  function choosing(label, name, options, { value = "", note = "", what = "", more = null, onchoice = () => {} } = {}) {
    const id = `box-${++boxes}`;
    const chosen = element("input", { type: "hidden", name, value }), made = element("input", { type: "hidden", name: `${name}_new` });
    const nameFor = (one) => options.find((option) => option.id === one)?.name ?? "";
    const text = element("input", { id, role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${id}-list`, "data-for": name });
    const list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, class: "options", hidden: true });
    const extra = more ? element("fieldset", { hidden: true, disabled: true }, element("legend", {}, `New ${what}`), more) : null;
    let shown = [], active = -1, hasTyped = false;
    text.value = nameFor(value);
    const close = () => { list.hidden = true; active = -1; text.setAttribute("aria-expanded", "false"); text.removeAttribute("aria-activedescendant"); };
    const choose = (option) => {
      chosen.value = option.isNew ? "" : option.id;
      made.value = option.isNew ? option.name : "";
      text.value = option.name;
      if (extra) extra.hidden = extra.disabled = !option.isNew;
      hasTyped = false;
      close();
      onchoice(chosen.value);
      chosen.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const point = (number) => {
      active = number;
      [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
      if (active < 0) return text.removeAttribute("aria-activedescendant");
      text.setAttribute("aria-activedescendant", `${id}-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    };
    const open = () => {
      const typed = hasTyped ? text.value.trim() : "", parts = typed.toLowerCase().split(/\s+/);
      shown = options.filter((one) => parts.every((part) => `${one.name} ${one.id}`.toLowerCase().includes(part)));
      if (typed) shown.sort((one, other) => other.name.toLowerCase().startsWith(parts[0]) - one.name.toLowerCase().startsWith(parts[0]));
      shown = shown.slice(0, 50);
      const isThere = options.some((one) => one.name.toLowerCase() === typed.toLowerCase());
      if (what && typed && !isThere) shown.push({ name: typed, isNew: true });
      list.replaceChildren(...shown.map((one, number) => element("li", { role: "option", id: `${id}-${number}`, "aria-selected": "false",
        onpointerdown: (event) => event.preventDefault(), onclick: () => choose(one) },
      one.isNew ? `New ${what}: “${one.name}”` : one.name, one.note ? element("small", {}, one.note) : "")));
      list.hidden = !shown.length;
      text.setAttribute("aria-expanded", String(!list.hidden));
      list.scrollIntoView({ block: "nearest" });
      point(typed && shown.length ? 0 : -1);
    };
    text.addEventListener("focus", () => text.select());
    text.addEventListener("click", () => { if (list.hidden) open(); });
    text.addEventListener("input", (event) => {
      event.stopPropagation();
      chosen.value = made.value = "";
      if (extra) extra.hidden = extra.disabled = true;
      hasTyped = true;
      open();
      onchoice("");
      if (!text.value) chosen.dispatchEvent(new Event("input", { bubbles: true }));
    });
    text.addEventListener("blur", () => {
      const exact = hasTyped && options.find((one) => one.name.toLowerCase() === text.value.trim().toLowerCase() || one.id === text.value.trim());
      if (exact) choose(exact);
      else close();
    });
    text.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (list.hidden) open();
        if (shown.length) point((active + step + (active < 0 && step < 0 ? 1 : 0) + shown.length) % shown.length);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (!list.hidden && active >= 0) choose(shown[active]);
      } else if (event.key === "Tab") {
        if (!list.hidden && active >= 0) choose(shown[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    return element("div", { class: "choosing" }, element("label", { for: id }, label, note ? element("small", {}, ` ${note}`) : ""),
      element("div", { class: "box" }, text, list), chosen, made, extra);
  }

  const newIssue = () => [input("Proposition", "issue_proposition", "a sentence that one can be for or against; may be empty")];
  const newPerson = () => [
    select("Kind", "actor_kind", KINDS.map((one) => [one, one])), input("Role", "actor_role", "in this story, at that time")];

  /* Issues as a form offers them: those of this briefing first, the last one at the top. */
  function issues() {
    const used = [...new Set(view.entries.map((one) => one.fields.issue).filter(Boolean).reverse())];
    const rank = (one) => used.includes(one.id) ? used.indexOf(one.id) : used.length;
    return [...view.issues].sort((one, other) => rank(one) - rank(other));
  }

  /* A change, with the entries of the registers that it needs first. */
  function together(values, change) {
    const more = [];
    if (values.issue_new) {
      change.issue = freeId(values.issue_new, view.issues);
      more.push({ type: "issue", id: change.issue, title: values.issue_new, proposition: values.issue_proposition ?? "" });
    }
    if (values.actor_new) {
      change.actor = freeId(values.actor_new, view.actors);
      more.push({ type: "actor", id: change.actor, name: values.actor_new, kind: values.actor_kind, role: values.actor_role ?? "" });
    }
    return more.length ? { type: "together", changes: [...more, change] } : change;
  }

  async function copied(change) {
    const proposal = await ask(`propose/${slug}`, { change });
    if (proposal.fault) return tell(proposal.fault, true);
    const lines = proposal.diff.split("\n");
    const isOne = lines.filter((line) => line.startsWith("+++ ")).length < 2;
    const text = lines.filter((line) => line.startsWith("+")).flatMap((line) => line.startsWith("+++ ")
      ? isOne ? [] : [`# ${line.slice(4).replace(/^b\//, "")}`] : [line.slice(1)]).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      tell("Copied.");
    } catch {
      dialog("Copy these lines", (close) => [element("pre", { tabindex: "0" }, text), element("div", { class: "buttons" }, button("Close", close))]);
    }
  }

  /* A form in a dialog: what it would write is checked while it is filled in, and said before it is saved.
     `needs` are the fields without which nothing is sent, each with what to do about it. */
  function form(title, inside, needs, changeOf) {
    dialog(title, (close) => {
      const found = element("div", { "aria-live": "polite" }), fault = element("p", { class: "fault", role: "alert" });
      let waiting = 0, asked = 0;
      const values = () => Object.fromEntries(new FormData(made));
      const lacking = (now) => needs.find(([name]) => !(now[name] ?? "").trim() && !(now[`${name}_new`] ?? "").trim());
      const propose = async () => {
        const now = values();
        if (lacking(now)) return found.replaceChildren();
        fault.textContent = "";
        const number = ++asked, proposal = await ask(`propose/${slug}`, { change: changeOf(now) });
        if (number !== asked) return;
        if (proposal.fault) return found.replaceChildren(element("p", { class: "problem error" }, proposal.fault));
        found.replaceChildren(
          ...proposal.problems.map((one) => element("pre", { class: one.is_error ? "problem error" : "problem", tabindex: "0" }, one.text)),
          proposal.problems.length ? "" : element("p", { class: "soft" }, "No problems found."));
      };
      /* The change, or null after saying what it still needs. */
      const whole = () => {
        const now = values(), lack = lacking(now);
        fault.textContent = lack ? lack[1] : "";
        if (!lack) return changeOf(now);
        made.querySelector(`[data-for="${lack[0]}"], [name="${lack[0]}"]:not([type=hidden])`)?.focus();
        return null;
      };
      const made = element("form", {
        method: "dialog",
        oninput: () => { clearTimeout(waiting); waiting = setTimeout(propose, 250); },
        onkeydown: (event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          const isText = event.target.matches("textarea, input:not([role=combobox])");
          if (event.ctrlKey || event.metaKey || (isText && !event.shiftKey)) { event.preventDefault(); made.requestSubmit(); }
        },
        onsubmit: async (event) => {
          event.preventDefault();
          const change = whole();
          if (change && await write(change, fault)) { close(); stopSelecting(); }
        },
      }, inside, found, fault, element("div", { class: "buttons" },
        view.read_only ? "" : element("button", { class: "first" }, "Save"),
        button("Copy the YAML", () => { const change = whole(); if (change) copied(change); }, { class: view.read_only ? "first" : null }),
        button("Cancel", close), view.read_only ? "" : element("span", { class: "soft" }, "Enter saves, Escape cancels.")));
      setTimeout(propose, 0);
      return [made];
    });
  }

  const wordsShown = (selection) => element("p", { class: "words", lang: view.language, dir: "auto" }, selection.passage);

  async function position(all) {
    const last = view.entries.filter((one) => one.part === "positions").at(-1)?.fields.issue ?? "";
    const selection = await ask(`select/${slug}`, { spans: all, issue: last });
    if (selection.fault) return tell(selection.fault, true);
    const likely = selection.candidates.filter((id) => view.actors.some((one) => one.id === id));
    const actors = [...likely.map((id) => view.actors.find((one) => one.id === id)), ...view.actors.filter((one) => !likely.includes(one.id))];
    const settings = [...new Set(view.entries.map((one) => one.fields.setting).filter(Boolean).reverse())].slice(0, 3);
    const stances = element("fieldset", { class: "stances", hidden: true }, element("legend", {}, "Stance"), element("p", { class: "soft" }),
      STANCES.map((one) => element("label", {}, element("input", { type: "radio", name: "stance", value: one, checked: !one }), one || "none")));
    const onIssue = async (id) => {
      const proposition = view.issues.find((one) => one.id === id)?.note ?? "";
      stances.hidden = stances.disabled = !proposition;
      stances.querySelector("p").textContent = proposition;
      const again = await ask(`select/${slug}`, { spans: all, issue: id });
      if (!again.fault) selection.before = again.before;
    };
    const proposed = newIssue();
    proposed[0].addEventListener("input", (event) => {
      stances.hidden = stances.disabled = !event.target.value.trim();
      stances.querySelector("p").textContent = event.target.value;
    });
    const setting = input("Setting", "setting", "to whom, where");
    const words = wordsShown(selection), gist = input("In short", "gist", "a few of the passage's own words, for lists");
    const more = element("details", {}, element("summary", {}, "Setting, relayed by, addressed to, in short"),
      setting, settings.length ? element("p", { class: "soft" }, "As before: ", settings.map((one) => [" ", button(one, () => {
        setting.querySelector("input").value = one;
      }, { class: "plain" })])) : "",
      element("div", { class: "two" }, choosing("Relayed by", "relayed_by", actors), choosing("Addressed to", "toward", actors)),
      gist, button("Take the words selected above", () => {
        const selected = getSelection();
        if (words.contains(selected.anchorNode)) gist.querySelector("input").value = selected.toString().trim();
      }, { onpointerdown: (event) => event.preventDefault(), class: "plain" }));
    form("New position", [
      words,
      element("p", { class: "soft" }, `line ${selection.line} of the article`, selection.prefix ? `; told apart by the words before: “${selection.prefix}”` : "",
        selection.suffix ? `; told apart by the words after: “${selection.suffix}”` : ""),
      choosing("Who says it", "actor", actors, { value: likely[0] ?? "", what: "actor", more: newPerson(),
        note: likely.length ? selection.note || "as the article tells it" : "the article does not tell" }),
      choosing("On which issue", "issue", issues(), { what: "issue", more: proposed, onchoice: onIssue }),
      stances,
      input("What they say", "says", "one sentence of yours", { rows: 2 }),
      more,
    ], [["actor", "Choose who says it."], ["issue", "Choose an issue, or type the title of a new one."], ["says", "Write what they say."]],
    (values) => together(values, {
      type: "position", actor: values.actor, issue: values.issue, says: values.says, stance: values.stance ?? "", setting: values.setting,
      relayed_by: values.relayed_by, toward: values.toward, gist: values.gist,
      passage: selection.passage, prefix: selection.prefix, suffix: selection.suffix, before: selection.before,
    }));
  }

  async function question(all) {
    const selection = await ask(`select/${slug}`, { spans: all });
    if (selection.fault) return tell(selection.fault, true);
    form("New open question", [
      wordsShown(selection),
      input("The question", "ask", "ends in a question mark", { rows: 2 }),
      choosing("On which issue", "issue", issues(), { what: "issue", more: newIssue(), note: "may be empty" }),
      input("What would answer it", "watch", "may be empty", { rows: 2 }),
    ], [["ask", "Write the question."]],
    (values) => together(values, { type: "question", ask: values.ask, issue: values.issue, watch: values.watch, passage: selection.passage }));
  }

  const UNNAMED = /^\p{Ll}|officials|sources|analysts|experts|diplomats/iu;

  /* An entry for the register, from words of the article or from what the program finds in it. */
  function newActor({ name, id = "", kind = "", role = "", also = [] }) {
    const name_ = input("Name", "name", "", { value: name }), id_ = input("Id", "id", "a-z, 0-9 and hyphens; it stays", { value: id || slugOf(name) });
    const also_ = input("Also called", "also", "in the article, with commas between", { value: also.join(", ") });
    const guess = kind || (UNNAMED.test(name) && !/^\p{Lu}\w+ \p{Lu}/u.test(name) ? "unnamed" : "person");
    name_.querySelector("input").addEventListener("input", (event) => {
      if (!id_.isTouched) id_.querySelector("input").value = freeId(event.target.value, view.actors);
      if (!also_.isTouched) also_.querySelector("input").value = [...new Set([...also, name])].filter((one) => one !== event.target.value).join(", ");
    });
    for (const one of [id_, also_]) one.addEventListener("input", () => { one.isTouched = true; });
    form("New actor", [
      name_, element("div", { class: "two" }, select("Kind", "kind", KINDS.map((one) => [one, one, one === guess])), id_),
      input("Role", "role", "in this story, at that time", { value: role }), also_,
    ], [["name", "Write the name."], ["id", "Write an id."]],
    (values) => ({ type: "actor", ...values, also: values.also.split(",").map((one) => one.trim()).filter(Boolean) }));
  }

  function accept(one) {
    form(`Accept ${one.rule}`, [element("p", {}, one.message), input("Because", "because", "why it is right here", { rows: 2 })],
      [["because", "Write why it is right here."]],
      (values) => ({ type: "accept", rule: one.rule, because: values.because, part: one.part, number: Math.max(one.index, 0) }));
  }

  // --- starting ----------------------------------------------------------------------------------

  if (!slug) {
    document.querySelector("header p").hidden = true;
    showList();
    return;
  }
  document.getElementById("undo").addEventListener("click", async () => {
    const undone = await ask(`undo/${slug}`, {});
    tell(undone.fault || "Taken back.", Boolean(undone.fault));
    load("", true);
  });
  document.addEventListener("selectionchange", () => { clearTimeout(onSelection.waiting); onSelection.waiting = setTimeout(onSelection, 80); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && bar && !document.querySelector("dialog[open]")) stopSelecting(); });
  const events = new EventSource(`/_serve/events?${new URLSearchParams({ page: `/briefs/${slug}.html`, version: "" })}`);
  events.onmessage = async () => {
    if (!document.querySelector("dialog[open], .pane form")) return load();
    const now = await ask(`row/${slug}`);
    if (view && !isWriting && now.digest && now.digest !== view.digest)
      (document.querySelector("dialog .fault") ?? told).textContent = "Somebody has changed the file meanwhile: saving shows what, and overwrites nothing.";
  };
  addEventListener("pagehide", () => events.close());
  load();
})();
