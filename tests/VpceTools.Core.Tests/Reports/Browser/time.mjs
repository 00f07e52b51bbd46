// Says how long a browser takes until a report is painted, and until it has filtered it: the medians of several runs, in milliseconds.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [browserPath, packages, report] = process.argv.slice(2);
const { chromium } = createRequire(pathToFileURL(packages + '/'))('playwright-core');
const median = times => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
const [opened, filtered] = [[], []];
for (let run = 0; run < 5; run++) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  const start = performance.now();
  await page.goto(pathToFileURL(report).href);
  await page.evaluate(() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted))));
  opened.push(performance.now() - start);
  const typed = performance.now();
  await page.fill('#q', '00000000000000123');
  await page.waitForFunction(() => document.getElementById('shown').textContent !== '');
  filtered.push(performance.now() - typed);
  await page.close();
}

await browser.close();
console.log(`opened and painted ${Math.round(median(opened))} ms (goal 2000), filtered ${Math.round(median(filtered))} ms`);
