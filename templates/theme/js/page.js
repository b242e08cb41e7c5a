// What little script a page has: five parts, which know nothing of one another.

// The key / leads into the field of the search; not where somebody is writing.
(function () {
  'use strict';
  addEventListener('keydown', function (event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest && event.target.closest('input, select, textarea, [contenteditable]')) return;
    var field = document.querySelector('[role=search]:not([hidden]) [type=search]');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();

// A link marks the place that it leads to, by the style sheet alone.  This marks the other end too: of a
// position its passages, of a passage the positions that rest on it.  Where the source stands beside the
// positions, it turns to the passage.  The page says and does the same without, one click later.
(function () {
  'use strict';
  function byId(id) { return document.getElementById(id); }

  function mark() {
    document.querySelectorAll('.other_end').forEach(function (end) { end.classList.remove('other_end'); });
    var here = location.hash.slice(1);
    var chosen = /^(?:source|cited)_(\d+)$/.exec(here);
    var words = [];
    document.querySelectorAll('.cited-by + ul').forEach(function (list) {
      var number = list.previousElementSibling.previousElementSibling.querySelector('[id]').id.split('_')[1];
      list.querySelectorAll('a').forEach(function (link) {
        var place = byId(link.hash.slice(1));
        if (chosen && chosen[1] === number) place.parentElement.classList.add('other_end');
        if (link.hash === '#' + here) words.push(byId('source_' + number));
      });
    });
    words.forEach(function (end) { end.classList.add('other_end'); });
    var panel = words.length && words[0].closest('.sections > section');
    if (!panel || getComputedStyle(panel).overflowY !== 'auto') return;
    panel.scrollBy({
      top: words[0].getBoundingClientRect().top - panel.getBoundingClientRect().top - 80,
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
    });
  }

  addEventListener('hashchange', mark);
  mark();
})();

// At the foot of each printed page its address and the day, where the browser prints there.
(function () {
  'use strict';
  function colophon() { return document.querySelector('.colophon'); }
  addEventListener('beforeprint', function () {
    var known = document.querySelector('.printed');
    var locale = document.querySelector('[property="og:locale"]').content.replace('_', '-');
    var address = known ? known.textContent : location.protocol === 'file:' ? '' : location.href.split('#')[0];
    var day = new Date().toLocaleDateString(locale, {dateStyle: 'long'});
    var sheet = new CSSStyleSheet();
    var text = JSON.stringify((address && address + ' · ') + day);
    sheet.replaceSync('@page { @bottom-left { content: ' + text + '; font: 8pt sans-serif; } }');
    document.adoptedStyleSheets = [sheet];
    colophon().hidden = /@bottom/.test(sheet.cssRules[0].cssText);
  });
  addEventListener('afterprint', function () { colophon().hidden = false; });
})();

// After each citation a button that copies it, and in place of a link to the page or a position one that copies
// its address.  Where the browser does not let them, they select the words, or lead to the address.
(function () {
  'use strict';
  // What it says is at the element that asks for this file, in the page's language.
  var said_by = document.currentScript.dataset;

  function select(words) {
    var range = document.createRange();
    range.selectNodeContents(words);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function made(text) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    return button;
  }

  // `words` gives what to copy; `otherwise` is done where that is not allowed, and gives what to say of it.
  function copies(button, words, otherwise) {
    var said = document.createElement('p');
    said.setAttribute('role', 'status');
    button.after(said);
    button.addEventListener('click', function () {
      function say(what) { said.textContent = what; }
      function failed() { say(otherwise()); }
      say('');
      if (!navigator.clipboard) { failed(); return; }
      navigator.clipboard.writeText(words()).then(function () { say(said_by.copied); }, failed);
    });
  }

  function equip(citation) {
    if (citation.querySelector('button')) return;
    citation.querySelectorAll('pre').forEach(function (words) {
      var button = made(said_by.copy.replace('{name}', said_by[words.dataset.copies]));
      words.after(button);
      copies(button, function () { return words.textContent; }, function () {
        select(words);
        return said_by.selected;
      });
    });
  }

  // An event of <details> does not bubble, but it can be caught on its way down.
  document.addEventListener('toggle', function (event) {
    if (event.target.matches('.cite')) equip(event.target);
  }, true);
  document.querySelectorAll('.cite[open]').forEach(equip);

  document.querySelectorAll('a.link').forEach(function (link) {
    var name = link.getAttribute('aria-label');
    var button = made(link.dataset.says || link.textContent);
    button.className = 'link';
    if (name) button.setAttribute('aria-label', said_by.copy.replace('{name}', name));
    link.replaceWith(button);
    copies(button, function () { return link.href; }, function () {
      location.href = link.href;
      return '';
    });
    if (!link.dataset.print) return;
    var print = made(link.dataset.print);
    print.className = 'link';
    print.addEventListener('click', function () { window.print(); });
    button.parentElement.append(print);
  });
})();
