// Looks at the report in a browser: node page.mjs BROWSER PAGE [FOLDER for pictures].
// A line for each thing looked at: "ok NAME" or "failed NAME: WHY".
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';

const [executablePath, file, pictures] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const WIDTHS = { phone: [375, 812], tablet: [768, 1024], desktop: [1280, 800] };

async function check(name, looking) {
  try {
    console.log('ok ' + name + (await looking() ?? ''));
  } catch (error) {
    console.log('failed ' + name + ': ' + error.message.replace(/\s+/g, ' '));
  }
}

function equal(expected, seen, what = '') {
  if (JSON.stringify(expected) !== JSON.stringify(seen)) {
    throw new Error(`${what} expected ${JSON.stringify(expected)}, seen ${JSON.stringify(seen)}`);
  }
}

// Opens the page in a context of its own; whatever it asks for, and whatever it complains of, is kept.
async function open(width, options = {}) {
  const [w, h] = WIDTHS[width];
  const context = await browser.newContext({ viewport: { width: w, height: h }, ...options });
  const page = await context.newPage();
  page.seen = { errors: [], requests: [] };
  page.on('console', said => said.type() === 'error' && page.seen.errors.push(said.text()));
  page.on('pageerror', error => page.seen.errors.push(error.message));
  page.on('request', request => page.seen.requests.push(request.url().split('#')[0]));
  await page.goto(address);
  return page;
}

const shown = page => page.locator('#table tbody tr:visible').count();

// By axe-core, which takes seconds. In the dark only colours differ, and at each width they are the same.
async function violations(page, colorScheme) {
  const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
  const found = await page.evaluate(rules => axe.run({ resultTypes: ['violations'], ...rules }), rules);
  return found.violations.map(one => one.id + ': ' + one.nodes[0].html.slice(0, 200));
}

// What charts are drawn from is half of the page: of each of these tables axe-core sees the first rows.
async function shorten(page) {
  await page.evaluate(axe.source);
  await page.evaluate(() =>
    document.querySelectorAll('.lab figure tbody tr:nth-child(n+4)').forEach(row => row.remove()));
}

let page;
for (const width of Object.keys(WIDTHS)) {
  page = await open(width, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.lab summary').first().click();
  await page.locator('.lab figure details summary').first().click();
  await page.locator('#table tbody tr:visible summary').first().click();
  await shorten(page);
  for (const colorScheme of ['light', 'dark']) {
    await check(`${width}, ${colorScheme}: nothing is asked for, nothing complains, nothing sticks out`, async () => {
      await page.emulateMedia({ colorScheme });
      equal(0, await page.evaluate(() => {
        const page = document.scrollingElement;
        return page.scrollWidth - page.clientWidth;
      }), 'pixels beyond the right edge:');
      if (width === 'desktop' || colorScheme === 'light') equal([], await violations(page, colorScheme));
      equal([], page.seen.errors);
      equal([address], page.seen.requests);
      if (pictures) await page.screenshot({ path: `${pictures}/${width}-${colorScheme}.png`, fullPage: true });
    });
  }
  if (width !== 'desktop') await page.context().close();
}

// The page of the desktop goes on; an address that differs behind its # does not load it anew.
await page.reload();

await check('first paint', async () => {
  const paint = await page.evaluate(() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntriesByName('first-contentful-paint')[0].startTime)).observe({ type: 'paint', buffered: true })));
  return ` after ${Math.round(paint)} ms`;
});

await check('as many figures are shown as can be judged', async () => {
  equal(Number((await page.locator('header p').textContent()).match(/(\d+) of them can be judged/)[1]), await shown(page));
});

await check('by keyboard alone one comes to the figures and opens one', async () => {
  await page.keyboard.press('Tab');
  equal('To the figures', await page.evaluate(() => document.activeElement.textContent));
  await page.keyboard.press('Enter');
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => !!document.activeElement.closest('tbody'))) break;
  }
  await page.keyboard.press('Enter');
  equal(true, await page.evaluate(() => document.activeElement.closest('details').open));
});

await check('a filter narrows, counts, and stands in the address', async () => {
  const before = await shown(page);
  const expected = Number(await page.locator('.groups b').first().textContent());
  await page.locator('.groups a').first().click();
  await page.waitForFunction(() => document.getElementById('filter').verdict.value === 'held up');
  equal(expected, await shown(page));
  await page.locator('[name=q]').fill('no such figure anywhere');
  equal(0, await shown(page));
  equal(true, (await page.locator('output').textContent()).startsWith('0 of '));
  equal('#q=no+such+figure+anywhere&verdict=held+up', await page.evaluate(() => location.hash));
  await page.reload();
  equal(0, await shown(page), 'after a reload');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.waitForFunction(() => location.hash === '#figures');
  equal(before, await shown(page), 'after Clear');
});

await check('each count of a document leads to so many figures', async () => {
  for (const link of await page.locator('[aria-labelledby=documents] td a[href*=document]').all()) {
    await link.click();
    const target = await link.getAttribute('href');
    await page.waitForFunction(hash => location.hash === hash, target);
    equal(Number(await link.textContent()), await shown(page), target);
  }
});

await check('a head sorts both ways and leaves what is empty at the end', async () => {
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.waitForFunction(() => location.hash === '#figures');
  const ratios = () => page.locator('#table tbody tr:visible td:nth-child(5)').evaluateAll(cells => cells.map(cell =>
    parseFloat(cell.textContent.replace(/\s/g, ''))));
  const head = page.locator('#table thead th').nth(4);
  for (const [way, times] of [['ascending', 1], ['descending', -1]]) {
    await head.getByRole('button').press('Enter');
    equal(way, await head.getAttribute('aria-sort'));
    const seen = await ratios();
    const numbers = seen.filter(ratio => !isNaN(ratio));
    equal(true, numbers.length > 1);
    equal(numbers, seen.slice(0, numbers.length), 'the empty are not last:');
    equal([...numbers].sort((a, b) => times * (a - b)), numbers, way);
  }
  equal('#sort=-4', await page.evaluate(() => location.hash));
});

await check('an address that names a hidden figure shows it, opened', async () => {
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.waitForFunction(() => location.hash === '#figures');
  const id = await page.locator('#table tr[data-all=yes]').first().getAttribute('id');
  const row = page.locator(`[id="${id}"]`);
  await row.waitFor({ state: 'hidden' });
  await page.goto(address + '#' + id);
  await row.waitFor();
  await page.waitForFunction(id => document.getElementById(id).querySelector('details').open, id);
});

await check('an address that names a chart opens its lab', async () => {
  const id = await page.locator('.lab figure').last().getAttribute('id');
  equal(false, await page.locator('#' + id).isVisible());
  await page.goto(address + '#' + id);
  await page.locator('#' + id).waitFor();
});

await check('every link leads to a name in the page, and none is given twice', async () => {
  equal([], await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    const lost = [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href').slice(1))
      .filter(id => !id.includes('=') && !ids.includes(id));
    const outside = [...document.querySelectorAll('a:not([href^="#"])')].map(link => link.outerHTML);
    return [...twice, ...lost, ...outside];
  }));
});

await check('a table is copied as Markdown, as it is shown', async () => {
  await page.goto(address + '#verdict=held+up');
  await page.waitForFunction(() => document.getElementById('filter').verdict.value === 'held up');
  await page.locator('#table').locator('xpath=preceding-sibling::button[1]').click();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n');
  equal('| figure | line | documented | measured | ratio | verdict |', lines[0]);
  equal('| --- | --- | --- | --- | --- | --- |', lines[1]);
  equal(await shown(page), lines.length - 2);
  equal([], lines.filter(line => line.match(/(?<!\\)\|/g).length !== 7));
});

await check('on paper it is light, has a chart of each lab, all of an open one, and no controls', async () => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  equal('rgb(255, 255, 255)', await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor));
  equal(false, await page.locator('#filter').isVisible());
  equal(false, await page.locator('button.copy').first().isVisible());
  const labs = await page.locator('.lab').all();
  await labs[0].evaluate(lab => { lab.open = true; });
  const before = await Promise.all(labs.map(lab => lab.evaluate(lab => lab.open)));
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  for (const [at, lab] of labs.entries()) {
    const charts = await lab.locator('figure').count();
    equal(before[at] ? charts : 1, await lab.locator('figure:visible').count(), await lab.getAttribute('id'));
  }
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  equal(before, await Promise.all(labs.map(lab => lab.evaluate(lab => lab.open))), 'open again:');
  if (pictures) await page.pdf({ path: `${pictures}/print.pdf`, format: 'A4' });
});

await check('without a script everything can be read', async () => {
  const plain = await open('desktop', { javaScriptEnabled: false });
  equal(false, await plain.locator('#filter').isVisible());
  equal(await plain.locator('#table tbody tr').count(), await shown(plain));
  await plain.locator('.lab summary').first().click();
  equal(true, await plain.locator('.lab svg').first().isVisible());
});

await browser.close();
