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
  let view = null, spans = [], bar = null, pane = "article";

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
    const link = (one) => element("a", { href: `/_desk/${one}` }, one);
    const part = (title, items, none) => [
      element("h2", {}, `${title} (${items.length})`),
      items.length ? element("ul", {}, items) : element("p", { class: "soft" }, none),
    ];
    main.className = "list";
    main.replaceChildren(
      ...part("Drafts", list.drafts.map(({ slug: one, gaps }) => element("li", {}, link(one), " ",
        element("span", { class: "soft" }, gaps.length ? gaps.join("; ") : "complete: remove draft: true"))),
      "There is no draft."),
      ...part("Articles without a briefing", list.articles.map((one) => element("li", {}, one)),
        "Every article has a briefing."),
      list.articles.length ? element("p", { class: "soft" }, "Draft one with ", element("code", {}, "new seeds/…"), ".") : "",
      ...part("Briefings", list.briefings.map((one) => element("li", {}, link(one))), "There is no briefing yet."),
    );
  }

  // --- the three panes ---------------------------------------------------------------------------

  async function load() {
    const next = await ask(`briefing/${slug}`);
    if (next.fault) return tell(next.fault, true);
    if (view && view.digest === next.digest) return;
    view = next;
    show();
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
        element("h2", {}, "Page"), element("p", {}, element("a", { href: `/briefs/${slug}.html` }, "Open the page"))),
    };
    const before = main.querySelector("iframe")?.closest("section");
    if (before) panes.page = before;
    else panes.page.append(frame);
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
      grid.querySelector("[aria-label=Article]").replaceWith(panes.article);
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
    const seen = new Set();
    const piece = (one) => {
      const text = element("span", { class: one.cited.length ? "cited" : one.uncited ? "uncited" : null, "data-start": one.start }, one.text);
      const chips = one.cited.filter((number) => !seen.has(number)).map((number) => {
        seen.add(number);
        return element("a", { class: "chip", href: `#entry-${number}`, id: `words-${number}`,
          "aria-label": `cited by ${nameOf(number)}`, onclick: () => NARROW.matches && main.choose("briefing") }, String(number));
      });
      return [chips, text];
    };
    const blocks = view.blocks.map((block) =>
      element("p", { "data-label": block.label, "data-line": block.line }, block.pieces.map(piece)));
    const words = element("div", { class: "article", lang: view.language, dir: "auto", tabindex: "0",
      "aria-label": "The article: select words with the arrow keys and Shift, then press Enter", onkeydown: onKey }, blocks);
    return [
      element("h2", {}, "Article"),
      element("p", { class: "legend" }, element("span", { class: "cited" }, "cited"), ", with the number of what cites it; ",
        element("span", { class: "uncited" }, "quotation not cited"), `: ${view.uncited} of ${view.quotations}. `,
        "Select words to cite them; with the keyboard: arrows, Shift, Enter."),
      words,
    ];
  }

  const nameOf = (number) => {
    const entry = view.entries.find((one) => one.number === number);
    return entry ? entry.fields.says || entry.fields.ask : "";
  };
  const actorName = (id) => view.actors.find((one) => one.id === id)?.name ?? id;
  const issueName = (id) => view.issues.find((one) => one.id === id)?.name ?? id;

  function briefing() {
    const roles = view.actors.filter((one) => one.index >= 0);
    const of = (part) => view.entries.filter((one) => one.part === part).map(card);
    return [
      element("h2", {}, "Briefing"),
      element("p", { class: "soft" }, `${view.path}${view.is_draft ? ", a draft" : ""}`),
      ...view.problems.filter((one) => one.index < 0).map(problem),
      element("h3", {}, "Summary"), field(["summary"], "summary", view.summary, true),
      element("h3", {}, "Actors"),
      ...roles.map((one) => element("p", {}, element("strong", {}, one.name), " ", field(["actors", one.index, "role"], `role of ${one.name}`, one.role))),
      element("h2", {}, "Positions"), ...of("positions"),
      element("h2", {}, "Open questions"), ...of("open_questions"),
      element("details", {}, element("summary", {}, "The file"), element("pre", { tabindex: "0" }, view.text)),
    ];
  }

  function card(entry) {
    const path = (key) => [entry.part, entry.index, key];
    const { fields } = entry, isPosition = entry.part === "positions";
    const label = isPosition ? actorName(fields.actor) : "Question";
    return element("article", { class: "card", id: `entry-${entry.number}` },
      element("h3", {}, `${entry.number}. ${label}`),
      element("p", { class: "soft" }, isPosition ? "on " : "", choice(path("issue"), "issue", fields.issue, view.issues.map((one) => [one.id, one.name])),
        isPosition ? [" ", choice(path("stance"), "stance", fields.stance, STANCES.slice(1).map((one) => [one, one]))] : ""),
      isPosition ? field(path("says"), "says", fields.says) : field(path("ask"), "ask", fields.ask),
      isPosition ? "" : field(path("watch"), "watch", fields.watch),
      fields.passage ? element("p", { class: "words", lang: view.language, dir: "auto" }, fields.passage) : "",
      element("p", {}, entry.found && fields.passage ? element("a", { href: `#words-${entry.number}`, onclick: () => NARROW.matches && main.choose("article") }, "its words in the article") : "",
        " ", element("a", { href: entry.open }, `line ${entry.line} of the file`)),
      ...view.problems.filter((one) => one.part === entry.part && one.index === entry.index).map(problem));
  }

  function problem(one) {
    return element("div", { class: one.is_error ? "problem error" : "problem" },
      element("p", {}, element("strong", {}, one.is_error ? "Error" : "Warning"), ` ${one.message} (`, element("a", { href: one.open }, `line ${one.line}`), ")"),
      ...one.notes.map((note) => element("p", { class: "soft" }, note)),
      element("p", { class: "soft" }, one.help),
      one.is_error ? "" : button("Accept…", () => accept(one)));
  }

  // --- editing in place --------------------------------------------------------------------------

  function field(path, name, value, isLong = false) {
    const line = element("p", {}, value || element("span", { class: "soft" }, "nothing yet"), " ");
    line.append(button("Edit", () => {
      const input = element("textarea", { "aria-label": name, rows: isLong ? 6 : 2 });
      input.value = value;
      const close = () => { line.hidden = false; form.remove(); line.querySelector("button").focus(); };
      const form = element("form", { onsubmit: (event) => { event.preventDefault(); save(); },
        onkeydown: (event) => {
          if (event.key === "Escape") close();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        } }, input, element("div", { class: "buttons" }, element("button", { class: "first" }, "Save"), button("Cancel", close)));
      const save = () => write({ type: "value", path, value: input.value });
      line.hidden = true;
      line.after(form);
      input.focus();
    }, { class: "plain", "aria-label": `Edit ${name}` }));
    return line;
  }

  function choice(path, name, value, options) {
    const list = element("select", { "aria-label": name, onchange: () => write({ type: "value", path, value: list.value }) },
      value ? "" : element("option", { value: "" }, `${name}: none`),
      options.map(([id, text]) => element("option", { value: id, selected: id === value }, text)));
    return list;
  }

  async function write(change) {
    const saved = await ask(`save/${slug}`, { change, digest: view.digest });
    if (saved.fault) {
      tell(saved.fault, true);
      if (saved.diff) differs(saved.diff);
      return false;
    }
    tell("Saved.");
    view = null;
    await load();
    return true;
  }

  function differs(diff) {
    dialog("Somebody has changed the file", (close) => [
      element("p", {}, "Nothing was written. This is what has changed since you opened it:"),
      element("pre", { tabindex: "0" }, diff),
      element("div", { class: "buttons" }, button("Show the file as it is now", () => { close(); view = null; load(); }, { class: "first" })),
    ]);
  }

  function dialog(title, inside) {
    const from = document.activeElement;
    const made = element("dialog", { "aria-labelledby": "dialog-title", onclose: () => { made.remove(); from?.focus?.(); } });
    made.append(element("h2", { id: "dialog-title" }, title), ...inside(() => made.close()).flat(Infinity));
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
    bar = element("section", { class: "bar", "aria-label": "Selected words" },
      element("q", { lang: view.language, dir: "auto" }, all.map(wordsOf).join(" […] ")),
      button("Position…", () => position(all), { class: "first" }),
      button("Question…", () => question(all)),
      button("Actor…", () => newActor(wordsOf(span))),
      button("And more words", () => { spans = all; getSelection().removeAllRanges(); tell("Select the next piece of the same quotation or paragraph."); }),
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
    return element("label", {}, label, note ? element("small", {}, ` ${note}`) : "", made);
  }

  function select(label, name, options, note = "") {
    return element("label", {}, label, note ? element("small", {}, ` ${note}`) : "",
      element("select", { name }, options.map(([id, text]) => element("option", { value: id }, text))));
  }

  const slugOf = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  /* A form in a dialog: what it would write is checked while it is filled in, and said before it is saved. */
  function form(title, inside, changeOf) {
    dialog(title, (close) => {
      const found = element("div", { "aria-live": "polite" });
      let waiting = 0, asked = 0;
      const propose = async () => {
        const change = changeOf(values());
        if (!change) return found.replaceChildren();
        const number = ++asked, proposal = await ask(`propose/${slug}`, { change });
        if (number !== asked) return;
        if (proposal.fault) return found.replaceChildren(element("p", { class: "problem error" }, proposal.fault));
        found.replaceChildren(
          ...proposal.problems.map((one) => element("pre", { class: one.is_error ? "problem error" : "problem" }, one.text)),
          proposal.problems.length ? "" : element("p", { class: "soft" }, "Nothing to say against it."));
      };
      const values = () => Object.fromEntries(new FormData(made));
      const made = element("form", {
        method: "dialog",
        oninput: () => { clearTimeout(waiting); waiting = setTimeout(propose, 250); },
        onkeydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) made.requestSubmit(); },
        onsubmit: async (event) => {
          event.preventDefault();
          const change = changeOf(values());
          if (!change) return;
          if (await write(change)) { close(); stopSelecting(); }
        },
      }, inside, found, element("div", { class: "buttons" },
        element("button", { class: "first" }, "Save"),
        button("Copy the YAML", async () => {
          const proposal = await ask(`propose/${slug}`, { change: changeOf(values()) ?? {} });
          const lines = (proposal.diff ?? "").split("\n").filter((line) => /^\+(?!\+\+)/.test(line)).map((line) => line.slice(1));
          await navigator.clipboard.writeText(lines.join("\n"));
          tell("Copied.");
        }),
        button("Cancel", close)));
      setTimeout(propose, 0);
      return [made];
    });
  }

  async function position(all) {
    const issue = view.entries.filter((one) => one.part === "positions").at(-1)?.fields.issue ?? "";
    const selection = await ask(`select/${slug}`, { spans: all, issue });
    if (selection.fault) return tell(selection.fault, true);
    const first = selection.candidates.filter((id) => view.actors.some((one) => one.id === id));
    const actors = [...first, ...view.actors.map((one) => one.id).filter((id) => !first.includes(id))];
    const options = [...(first.length ? [] : [["", "choose"]]), ...actors.map((id) => [id, actorName(id)])];
    const issues = [["", "choose"], ...view.issues.map((one) => [one.id, one.name])];
    const onIssue = select("On which issue", "issue", issues);
    onIssue.addEventListener("change", async (event) => {
      const again = await ask(`select/${slug}`, { spans: all, issue: event.target.value });
      if (!again.fault) selection.before = again.before;
    });
    form("New position", [
      element("p", { class: "words", lang: view.language, dir: "auto" }, selection.passage),
      element("p", { class: "soft" }, `line ${selection.line} of the article`, selection.prefix ? `; told apart by the words before: “${selection.prefix}”` : "",
        selection.suffix ? `; told apart by the words after: “${selection.suffix}”` : ""),
      element("div", { class: "two" },
        select("Who says it", "actor", options, first.length ? selection.note || "as the article tells it" : "the article does not tell"),
        onIssue),
      input("What they say", "says", "one sentence of yours", { rows: 2 }),
      element("div", { class: "two" },
        select("Stance", "stance", STANCES.map((one) => [one, one || "none"]), "towards the issue's proposition"),
        select("Relayed by", "relayed_by", [["", "nobody"], ...actors.map((id) => [id, actorName(id)])])),
      input("Setting", "setting", "to whom, where"),
    ], (values) => values.actor && values.issue && values.says.trim() ? {
      type: "position", ...values, passage: selection.passage, prefix: selection.prefix, suffix: selection.suffix, before: selection.before,
    } : null);
  }

  async function question(all) {
    const selection = await ask(`select/${slug}`, { spans: all });
    if (selection.fault) return tell(selection.fault, true);
    form("New open question", [
      element("p", { class: "words", lang: view.language, dir: "auto" }, selection.passage),
      input("The question", "ask", "ends in a question mark", { rows: 2 }),
      select("On which issue", "issue", [["", "none"], ...view.issues.map((one) => [one.id, one.name])]),
      input("What would answer it", "watch"),
    ], (values) => values.ask.trim() ? { type: "question", ...values, passage: selection.passage } : null);
  }

  function newActor(words) {
    const name = words.trim().replace(/\s+/g, " ");
    form("New actor", [
      input("Name", "name", "", { value: name }), input("Id", "id", "a-z, 0-9 and hyphens", { value: slugOf(name) }),
      select("Kind", "kind", KINDS.map((one) => [one, one])), input("Role", "role", "in this story, at that time"),
    ], (values) => values.name && values.id ? { type: "actor", ...values } : null);
  }

  function accept(one) {
    form(`Accept ${one.rule}`, [element("p", {}, one.message), input("Because", "because", "why it is right here", { rows: 2 })],
      (values) => values.because.trim() ? { type: "accept", rule: one.rule, because: values.because, part: one.part, number: Math.max(one.index, 0) } : null);
  }

  // --- starting ----------------------------------------------------------------------------------

  if (!slug) {
    showList();
    return;
  }
  document.getElementById("undo").addEventListener("click", async () => {
    const undone = await ask(`undo/${slug}`, {});
    tell(undone.fault || "Taken back.", Boolean(undone.fault));
    view = null;
    load();
  });
  document.addEventListener("selectionchange", () => { clearTimeout(onSelection.waiting); onSelection.waiting = setTimeout(onSelection, 80); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && bar && !document.querySelector("dialog[open]")) stopSelecting(); });
  const events = new EventSource(`/_serve/events?${new URLSearchParams({ page: `/briefs/${slug}.html`, version: "" })}`);
  events.onmessage = () => { if (!document.querySelector("dialog[open], .pane form")) load(); };
  addEventListener("pagehide", () => events.close());
  load();
})();
