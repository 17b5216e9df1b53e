
(function () {
  'use strict';

  var collator = new Intl.Collator('en', { numeric: true });

  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.k === undefined ? cell.textContent : Number(cell.dataset.k);
  }

  function compare(a, b) {
    return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(a, b);
  }

  function sort(table, column, sign) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row) {
      return { row: row, key: key(row, column) };
    });
    rows.sort(function (a, b) { return sign * compare(a.key, b.key); });
    body.append.apply(body, rows.map(function (item) { return item.row; }));
  }

  function makeSortable(table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = document.createElement('button');
      button.type = 'button';
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener('click', function () {
        var descending = head.getAttribute('aria-sort') === 'ascending' ||
          (!head.hasAttribute('aria-sort') && head.classList.contains('down'));
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        sort(table, column, descending ? -1 : 1);
      });
    });
  }

  function option(select, value) {
    var item = document.createElement('option');
    item.value = item.textContent = value;
    select.append(item);
  }

  function makeFilter(filter, table) {
    var rows = Array.from(table.tBodies[0].rows);
    var texts = new Map(rows.map(function (row) { return [row, row.textContent.toLowerCase()]; }));
    var said = filter.querySelector('output');
    var rules = new Set(rows.map(function (row) { return row.cells[2].textContent; }));

    function field(name) {
      return filter.querySelector('[name=' + name + ']');
    }

    function apply() {
      var words = field('text').value.toLowerCase().split(/\s+/);
      var severity = Number(field('severity').value);
      var state = field('state').value;
      var rule = field('rule').value;
      var shown = 0;
      rows.forEach(function (row) {
        var keep = Number(row.cells[0].dataset.k) >= severity &&
          (!state || row.cells[4].textContent === state) &&
          (!rule || row.cells[2].textContent === rule) &&
          words.every(function (word) { return texts.get(row).includes(word); });
        row.hidden = !keep;
        shown += keep;
      });
      said.textContent = (shown === rows.length ? '' : shown + ' of ') + rows.length +
        (rows.length === 1 ? ' finding' : ' findings');
    }

    Array.from(rules).sort(collator.compare).forEach(function (rule) { option(field('rule'), rule); });
    /* Notes come after what the gate is about. */
    var grave = rows.filter(function (row) { return Number(row.cells[0].dataset.k) > 0; }).length;
    if (grave && grave < rows.length) {
      field('severity').value = '1';
    }
    filter.addEventListener('input', apply);
    filter.hidden = false;
    apply();
  }

  function reveal() {
    var id = location.hash.slice(1);
    var target = id && document.getElementById(id);
    if (target && target.tagName === 'DETAILS') {
      target.open = true;
      target.scrollIntoView();
    }
  }

  var filter = document.getElementById('filter');
  Array.from(document.querySelectorAll('table.sortable')).forEach(makeSortable);
  if (filter) {
    makeFilter(filter, document.getElementById('findings-table'));
  }
  window.addEventListener('hashchange', reveal);
  window.addEventListener('beforeprint', function () {
    Array.from(document.querySelectorAll('details.finding')).forEach(function (item) { item.open = true; });
  });
  reveal();
})();
