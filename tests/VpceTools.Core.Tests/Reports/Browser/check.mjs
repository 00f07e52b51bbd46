// Opens reports in a real browser and says what is wrong with them, a line each. Arguments: the browser, the folder of the packages, and the reports.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [browserPath, packages, ...reports] = process.argv.slice(2);
const require = createRequire(pathToFileURL(packages + '/'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const problems = [];
// Root may not use the sandbox, and containers often run as root.
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  for (const report of reports) {
    const say = text => problems.push(`${report.split('/').pop()}: ${text}`);
    // axe is brought in by the test, which the page's own policy would not allow.
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1600, height: 900 } });
    const page = await context.newPage();
    page.on('console', message => { if (['error', 'warning'].includes(message.type())) say(`console: ${message.text()}`); });
    page.on('pageerror', error => say(`script: ${error.message}`));
    page.on('dialog', dialog => { say(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', request => { if (!request.isNavigationRequest()) say(`request: ${request.url()}`); });
    await page.goto(pathToFileURL(report).href);
    const isLarge = await page.locator('article.finding').count() > 100;

    for (const width of [1600, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => {
        const cut = [...document.querySelectorAll('main *, header *')].filter(element => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && box.right > innerWidth + 1 && !element.closest('.scroll, .vh');
        });
        return { page: document.documentElement.scrollWidth - innerWidth, cut: cut.slice(0, 3).map(element => element.outerHTML.slice(0, 80)) };
      });
      if (wide.page > 0 || wide.cut.length) say(`cut off at ${width}px: ${wide.page}px too wide, ${wide.cut.join(' ')}`);
    }

    await page.setViewportSize({ width: 1600, height: 900 });
    if (await page.locator('#q').count()) {
      await page.keyboard.press('/');
      if (await page.evaluate(() => document.activeElement.id) !== 'q') say('the key / does not go to the search');
      await page.keyboard.type('nothing-is-called-so');
      await page.locator('#none').waitFor({ state: 'visible' });
      await page.fill('#q', '');
      await page.locator('#none').waitFor({ state: 'hidden' });
      await page.selectOption('#st', 'Failed');
      const passed = await page.evaluate(() => [...document.querySelectorAll('.f:not([hidden])')].filter(element => !element.dataset.st.split(' ').includes('Failed')).length);
      if (passed) say(`${passed} that did not fail are shown with the failed ones`);
      await page.selectOption('#st', '');
    }

    const copy = page.locator('button.copy').first();
    if (await copy.count()) {
      const lines = await page.locator('figure').first().locator('code').textContent();
      await page.evaluate(() => { window.copied = null; navigator.clipboard ?? Object.defineProperty(navigator, 'clipboard', { value: {} }); navigator.clipboard.writeText = async text => { window.copied = text; }; });
      await copy.focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.copied !== null);
      if (await page.evaluate(() => window.copied) !== lines) say('the button copies something else');
    }

    const summary = page.locator('details.endpoint summary').first();
    if (await summary.count()) {
      await summary.focus();
      await page.keyboard.press('Enter');
      if (!await page.evaluate(() => document.querySelector('details.endpoint').open)) say('the key Enter does not open an endpoint');
    }

    if (isLarge) {
      // Late rows come by themselves and in their order, and those that are searched for at once.
      const all = await page.locator('details.endpoint').count();
      const rows = () => page.evaluate(() => [...document.querySelectorAll('.matrix tbody tr')].map(row => Number(row.dataset.e)));
      await page.waitForFunction(count => document.querySelectorAll('.matrix tbody tr').length === count, all);
      if ((await rows()).some((number, index) => number !== index + 1)) say(`the rows are not in order: ${await rows()}`);
      const id = await page.evaluate(() => document.querySelector('details.endpoint:last-of-type code').textContent);
      await page.reload();
      await page.fill('#q', id);
      await page.waitForFunction(() => document.getElementById('shown').textContent !== '');
      const found = await page.evaluate(() => [...document.querySelectorAll('.matrix tbody tr:not([hidden]) a:first-of-type')].map(link => link.textContent));
      if (!found.includes(id) || found.some(text => text.startsWith('vpce-') && text !== id)) say(`the search for ${id} shows ${found}`);
      await page.fill('#q', '');
      await page.waitForFunction(count => document.querySelectorAll('.matrix tbody tr:not([hidden])').length === count, all);
      if ((await rows()).some((number, index) => number !== index + 1)) say(`the rows are not in order after a search: ${await rows()}`);
      const details = page.locator('details.endpoint').last();
      await details.locator('summary').click();
      await details.locator('li').first().waitFor({ state: 'visible' });

      // Without scripts the page is whole.
      const bare = await browser.newContext({ javaScriptEnabled: false });
      const still = await bare.newPage();
      await still.goto(pathToFileURL(report).href);
      const [bareRows, bareDrawings, barePages] = [await still.locator('.matrix tbody tr').count(), await still.locator('article.finding svg.path').count(), await still.locator('details.endpoint li').count()];
      if (bareRows !== all || bareDrawings < 300 || barePages < all) say(`without scripts there are ${bareRows} rows, ${bareDrawings} drawings and ${barePages} results`);
      await bare.close();

      const last = await page.locator('article.finding').last().getAttribute('id');
      await page.goto(`${pathToFileURL(report).href}#${last}`);
      await page.waitForFunction(id => !document.getElementById(id).querySelector('.later'), last);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      if (await page.locator('.later').count()) say('not all findings are printed');
    } else {
      await page.addScriptTag({ path: axe });
      for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: scheme });
        const { violations } = await page.evaluate(() => axe.run());
        for (const found of violations.filter(violation => ['serious', 'critical'].includes(violation.impact)))
          say(`axe (${scheme}): ${found.id}, ${found.help}: ${found.nodes.slice(0, 2).map(node => node.html.slice(0, 120)).join(' ')}`);
      }
    }

    if (process.env.SCREENSHOTS) {
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
      for (const width of [1600, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/${report.split('/').pop()}-${width}.png` });
      }
    }

    await context.close();
  }
} finally {
  await browser.close();
}

console.log(problems.join('\n'));
process.exit(problems.length ? 1 : 0);
