// The files of the search index: scripts that call `onrecord_search` with their name and what they hold, so that
// they can be loaded from disk as well.
(function () {
  'use strict';

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

  // The manifest comes first: its edition is part of the addresses of all others.
  async function manifest() {
    const found = await load('manifest');
    edition = '?' + found[3];
    return found;
  }

  // Actors or issues, each with id, name and what it is filed under: in the order of the site's other lists.
  async function names(kind) {
    const found = (await load('names-' + kind)).flat().map(([id, name, filed]) => [id, name, filed || name.toLowerCase()]);
    return found.sort((one, other) => {
      const at = [2, 1, 0].find(at => one[at] !== other[at]);
      return at === undefined ? 0 : one[at] < other[at] ? -1 : 1;
    });
  }

  const listed = new Map();

  function namesOf(kind) {
    if (!listed.has(kind)) listed.set(kind, names(kind).catch(error => { listed.delete(kind); throw error; }));
    return listed.get(kind);
  }

  window.onrecord_files = { base, load, manifest, namesOf };
})();
