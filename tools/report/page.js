// Sorting, filtering and copying. Without it everything can be read.
const table = document.getElementById('table');
const body = table.tBodies[0];
const rows = [...body.rows].map(row => ({
  row,
  text: row.textContent.toLowerCase(),
  ranks: row.dataset.ranks.split(',').map(rank => rank === '-' ? NaN : +rank)
}));
const form = document.getElementById('filter');
const fields = [...form.elements].filter(field => field.name);
const heads = [...table.tHead.rows[0].cells];

function show() {
  const wanted = Object.fromEntries(new FormData(form));
  const words = (wanted.q || '').toLowerCase().split(/\s+/);
  const settings = wanted.all || wanted.verdict === 'setting' || wanted.fails;
  let shown = 0;
  for (const { row, text } of rows) {
    const data = row.dataset;
    const fits = words.every(word => text.includes(word))
      && (!wanted.document || data.document === wanted.document)
      && (!wanted.system || data.system === wanted.system)
      && (!wanted.verdict || data.verdict.split('|').includes(wanted.verdict))
      && (!wanted.fails || data.fails)
      && (settings || !data.all);
    row.hidden = !fits;
    shown += fits;
  }
  form.querySelector('output').textContent = shown + ' of ' + rows.length + ' figures';
}

// By a column, '4', or by it in reverse, '-4'; what has no place in it stays last.
function sort() {
  const wanted = form.sort.value;
  const column = wanted.replace('-', '');
  const way = wanted.startsWith('-') ? -1 : 1;
  const order = wanted === '' ? rows : [...rows].sort((a, b) => {
    const [x, y] = [a.ranks[column], b.ranks[column]];
    return isNaN(x) || isNaN(y) ? isNaN(x) - isNaN(y) : way * (x - y);
  });
  body.append(...order.map(each => each.row));
  heads.forEach((head, at) => {
    if (column === '' + at) head.ariaSort = way < 0 ? 'descending' : 'ascending';
    else head.removeAttribute('aria-sort');
  });
}

function remember() {
  const state = new URLSearchParams();
  new FormData(form).forEach((value, name) => value && state.set(name, value));
  history.replaceState(null, '', '#' + (state.size ? state : 'figures'));
}

// An address is a filter (#document=a&verdict=b), or names what is to be seen.
function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  const state = new URLSearchParams(hash.includes('=') ? location.hash.slice(1) : '');
  if (hash.includes('=')) {
    fields.forEach(field => {
      if (field.type === 'checkbox') field.checked = state.has(field.name);
      else field.value = state.get(field.name) || '';
      if (field.selectedIndex < 0) field.value = ''; // a value that there is none of
    });
    show();
    sort();
    document.getElementById('figures').scrollIntoView();
    return;
  }
  const target = hash && document.getElementById(hash);
  if (!target) return;
  if (target.hidden) { form.reset(); form.all.checked = true; show(); }
  if (target.parentNode === body) target.querySelector('details').open = true;
  for (let up = target; up; up = up.parentElement) if (up.localName === 'details') up.open = true;
  target.scrollIntoView();
}

heads.forEach((head, at) => {
  const name = head.textContent.trim();
  form.sort.add(new Option(name, at));
  form.sort.add(new Option(name + ', reversed', '-' + at));
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...head.childNodes);
  head.append(button);
  button.onclick = () => {
    form.sort.value = form.sort.value === '' + at ? '-' + at : at;
    sort();
    remember();
  };
});
form.hidden = false;
form.oninput = () => { show(); sort(); remember(); };
form.onreset = () => setTimeout(form.oninput);
form.onsubmit = event => event.preventDefault();
addEventListener('hashchange', follow);

// Every table can be taken along as Markdown, as it is shown.
const markdown = table => [...table.rows].filter(row => !row.hidden).map((row, at) => {
  const cells = [...row.cells].map(cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('details > :not(summary)').forEach(hidden => hidden.remove());
    copy.querySelectorAll('small, p').forEach(part => part.prepend(' '));
    return copy.textContent.replace(/\s+/g, ' ').trim().replace(/([\\|*_`[\]<])/g, '\\$1');
  });
  return '| ' + cells.join(' | ') + ' |' + (at ? '' : '\n|' + ' --- |'.repeat(cells.length));
}).join('\n') + '\n';
document.querySelectorAll('main table').forEach(table => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy as Markdown';
  button.onclick = async () => {
    await navigator.clipboard.writeText(markdown(table));
    button.textContent = 'Copied';
    setTimeout(() => button.textContent = 'Copy as Markdown', 2000);
  };
  (table.closest('.scroll') || table).before(button);
});

// On a phone tables are shown as cards, and browsers then forget that they are tables.
const roles = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell' };
document.querySelectorAll('.cards, .cards *').forEach(part => {
  if (roles[part.tagName]) part.setAttribute('role', roles[part.tagName]);
});

// What scrolls sideways is reached by keyboard, and only then.
const scrolling = new ResizeObserver(entries => entries.forEach(({ target }) => {
  if (target.scrollWidth > target.clientWidth) {
    target.tabIndex = 0;
    target.setAttribute('role', 'group');
    target.ariaLabel = (target.dataset.label || 'table') + ', scrolls sideways';
  } else ['tabindex', 'role', 'aria-label'].forEach(name => target.removeAttribute(name));
}));
document.querySelectorAll('.scroll').forEach(part => scrolling.observe(part));

// Paper cannot be clicked: each lab is printed, with all its charts where it is open.
addEventListener('beforeprint', () =>
  document.querySelectorAll('.lab').forEach(lab => { lab.dataset.open = lab.open; lab.open = true; }));
addEventListener('afterprint', () =>
  document.querySelectorAll('.lab').forEach(lab => { lab.open = lab.dataset.open === 'true'; }));

show();
follow();
