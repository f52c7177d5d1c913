// Looks at what cells of a notebook show, by axe-core: node outputs.mjs BROWSER PAGE.
// A line for each violation; the page around the outputs is JupyterLab's.
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';

const [executablePath, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.route(/^https?:/, route => route.abort());
await page.goto(pathToFileURL(file).href);
await page.evaluate(axe.source);
const found = await page.evaluate(() =>
  axe.run({ include: ['.jp-OutputArea-output'] }, { resultTypes: ['violations', 'passes'] }));
if (found.passes.length === 0) console.log('nothing was looked at');
for (const { id, nodes } of found.violations) console.log(id + ': ' + nodes[0].html.slice(0, 200));
await browser.close();
