// Behind each citation a button that copies it, and says that it did.  Where the browser does not let it, it
// selects the words instead, and says so.  Without script they are there to be selected.
(function () {
  'use strict';
  function select(words) {
    var range = document.createRange();
    range.selectNodeContents(words);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function equip(citation) {
    if (citation.querySelector('button')) return;
    citation.querySelectorAll('pre').forEach(function (words) {
      var name = words.previousElementSibling.localName === 'p' ? words.previousElementSibling.textContent : 'citation';
      var button = document.createElement('button');
      var said = document.createElement('p');
      button.type = 'button';
      button.textContent = 'Copy ' + name;
      said.setAttribute('role', 'status');
      words.after(button, said);
      button.addEventListener('click', function () {
        function say(what) { said.textContent = what; }
        function chosen() { select(words); say('Selected: copy it with Ctrl+C or ⌘C.'); }
        say('');
        if (!navigator.clipboard) { chosen(); return; }
        navigator.clipboard.writeText(words.textContent).then(function () { say('Copied.'); }, chosen);
      });
    });
  }

  // An event of <details> does not bubble, but it can be caught on its way down.
  document.addEventListener('toggle', function (event) {
    if (event.target.matches('.cite')) equip(event.target);
  }, true);
  document.querySelectorAll('.cite[open]').forEach(equip);
})();
