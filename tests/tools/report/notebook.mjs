// Looks at a notebook that became a page: node notebook.mjs BROWSER PAGE.
// A line for each violation that axe-core finds, each request of the page and each complaint.
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';

const [executablePath, file] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
page.on('console', said => said.type() === 'error' && console.log(said.text()));
page.on('pageerror', error => console.log(error.message));
page.on('request', asked => /^(data:|blob:)/.test(asked.url()) || asked.url() === address || console.log('asks for ' + asked.url()));
await page.goto(address);
await page.evaluate(axe.source);
const found = await page.evaluate(() => axe.run({ resultTypes: ['violations', 'passes'] }));
if (found.passes.length === 0) console.log('nothing was looked at');
for (const { id, nodes } of found.violations) console.log(id + ': ' + nodes[0].html.slice(0, 200));
await browser.close();
