/* Waits for changes of this page, and shows the problems of the site over it.
   A hidden page does not wait, since a browser allows few connections to one host; it asks when it is shown. */
"use strict";
(() => {
  const script = document.currentScript;
  const query = new URLSearchParams({ page: location.pathname, version: script.dataset.version });
  const address = `${new URL("events", script.src)}?${query}`;
  let source = null, panel = null, told = "", hidden = "";

  // A page that was sent to its place by `go` stays there the next time.
  if (history.scrollRestoration === "manual") history.scrollRestoration = "auto";

  function element(name, text, classes) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (classes) made.className = classes;
    return made;
  }

  function asBlock(problem) {
    const block = element("pre");
    const place = element("a", problem.place);
    place.href = problem.address;
    block.append(place, problem.text.slice(problem.place.length));
    return block;
  }

  function show(state) {
    const now = JSON.stringify([state.problems, state.failure, state.is_stopped]);
    if (now === told) return;
    told = now;
    panel?.remove();
    panel = null;
    if (!state.failure && !state.problems.length) return;
    panel = element("div");
    panel.id = "_serve";
    const inside = panel.attachShadow({ mode: "open" });
    const style = element("link");
    style.rel = "stylesheet";
    style.href = new URL("reload.css", script.src);
    const box = element("details", "", state.is_stopped ? "stopped" : "");
    box.open = state.is_stopped && now !== hidden;
    const line = element("summary", state.failure ? "Nothing can be built" : state.summary);
    if (state.is_stopped) line.append(element("span", "This page is as it was before."));
    box.append(line);
    if (state.failure) box.append(element("pre", state.failure));
    box.append(...state.problems.map(asBlock));
    box.addEventListener("toggle", () => { hidden = box.open ? "" : now; });
    const region = element("div");
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", "Problems");
    region.setAttribute("aria-live", "polite");
    region.append(box);
    inside.append(style, region);
    document.body.append(panel);
  }

  function go(to, other) {
    const target = new URL(to, location);
    if (target.pathname !== location.pathname) {
      location.assign(target);
      return;
    }
    if (target.hash && target.hash !== location.hash) {
      if (other) history.replaceState(null, "", target);
      else location.hash = target.hash;
    }
    if (other) {
      if (target.hash) history.scrollRestoration = "manual";  // The place that changed, and not the last one.
      location.reload();
    }
  }

  function listen() {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource(address);
    source.onmessage = (message) => {
      const state = JSON.parse(message.data);
      show(state);
      if (state.go) go(state.go, state.other);
      else if (state.other) location.reload();
    };
  }

  function stop() {
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  listen();
})();
