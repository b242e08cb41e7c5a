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
