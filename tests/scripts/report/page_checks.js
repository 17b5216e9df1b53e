// node page_checks.js CHROMIUM SAMPLE HOSTILE NOTES INDEX: opens pages from disk in a real browser.
// Prints one line per failure; exits 1 if there is one.
'use strict';
const fs = require('fs');
const { chromium } = require('playwright-core');
const { HtmlValidate } = require('html-validate');

const [program, sample, hostile, notes, index] = process.argv.slice(2);
const failures = [];

function check(what, got, want) {
  if (JSON.stringify(got) !== JSON.stringify(want)) {
    failures.push(`${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  }
}

// A page that says nothing on the console and asks for nothing but itself.
async function open(browser, file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = 'file://' + file;
  page.on('console', (message) => failures.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => failures.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { failures.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    if (request.url() !== url) {
      failures.push(`request: ${request.url().slice(0, 100)}`);
    }
  });
  await page.goto(url);
  return page;
}

function column(page, n) {
  return page.$$eval('#findings-table tbody tr:not([hidden])', (rows, i) => rows.map((r) => r.cells[i].textContent), n);
}

async function checkSorting(page) {
  const order = ['critical', 'high', 'high', 'high', 'medium'];
  const sortOf = () => page.$$eval('#findings-table th', (heads) => heads.map((h) => h.getAttribute('aria-sort')));

  check('worst first', await column(page, 0), order);
  check('sorted by severity', await sortOf(), ['descending', null, null, null, null]);
  await page.click('#findings-table th:nth-child(1) button');
  check('least severe first', await column(page, 0), order.slice().reverse());
  await page.click('#findings-table th:nth-child(4) button');
  check('by place', await column(page, 3), ['shop/orders.py:12:20', 'shop/orders.py:21:12', 'shop/orders.py:28:17',
    'src/escape.c:8:25', 'weir.yaml:5:7']);
  check('sorted by place', await sortOf(), [null, null, null, 'ascending', null]);
  await page.focus('#findings-table th:nth-child(4) button');
  await page.keyboard.press('Enter');
  check('by the keyboard', (await column(page, 3))[0], 'weir.yaml:5:7');
}

async function checkFilter(page) {
  await page.selectOption('[name=severity]', '2');
  check('high and worse', (await column(page, 0)).length, 4);
  check('the count is said', await page.textContent('#filter output'), '4 of 5 findings');
  await page.selectOption('[name=state]', 'known');
  check('known', await column(page, 2), ['quad-strlen-cond']);
  await page.selectOption('[name=state]', '');
  await page.selectOption('[name=severity]', '0');
  await page.fill('[name=text]', 'PATTERN turn');
  check('by words', await column(page, 2), ['loop-regex-compile']);
  await page.fill('[name=text]', '');
  await page.selectOption('[name=rule]', 'bench-slower');
  check('by rule', (await column(page, 0)).length, 1);
  await page.selectOption('[name=rule]', '');
  check('all again', (await column(page, 0)).length, 5);
}

async function checkNotes(browser, file) {
  const page = await open(browser, file);

  check('notes are left out at first', await column(page, 0), ['critical', 'high', 'high', 'high']);
  check('it is said', await page.textContent('#filter output'), '4 of 5 findings');
  await page.selectOption('[name=severity]', '0');
  check('with the note', (await column(page, 0))[4], 'low');
}

async function checkLinks(page) {
  await page.evaluate(() => { document.getElementById('f2').open = false; });
  await page.click('#findings-table a[href="#f2"]');
  await page.waitForFunction(() => document.getElementById('f2').open);
  await page.click('#f1 a[href^="#rule-"]');
  await page.waitForFunction(() => document.querySelector('details.rule[open]'));
}

async function checkIndex(browser, file) {
  const page = await open(browser, file);
  const numbers = () => page.$$eval('#runs tbody tr', (rows) => rows.map((r) => Number(r.cells[0].textContent)));
  const newest = (await numbers())[0];

  check('newest first', newest, await page.locator('#runs tbody tr').count());
  await page.click('#runs th:nth-child(1) button');
  check('oldest first', (await numbers())[0], 1);
  check('a link to its page', await page.getAttribute('#runs tbody tr:nth-child(1) a', 'href'), '2026-11-01');
  check('trends are drawn', await page.locator('#charts .chart svg[role=img]').first().isVisible(), true);
}

async function checkWithoutScript(browser, file) {
  const page = await open(browser, file, { javaScriptEnabled: false });

  check('the filter needs the script', await page.isVisible('#filter'), false);
  check('rows without the script', await page.locator('#findings-table tbody tr').count(), 5);
  check('the verdict is there', await page.isVisible('text=Failed'), true);
  check('a picture is there', await page.locator('.chart svg[role=img]').first().isVisible(), true);
}

const LIGHT_AND_WIDE = ['light', 1200];
const DARK_AND_NARROW = ['dark', 400];

async function checkAccessibility(browser, file, looks) {
  for (const [colorScheme, width] of looks) {
    const page = await open(browser, file, { bypassCSP: true, colorScheme, viewport: { width, height: 900 } });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

    check(`${width} pixels: wider than the window`, wide > 0, false);
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    // Contrast cannot be computed on the shadows at the sides of what scrolls.
    await page.addStyleTag({ content: '.scroll, .canvas { background: var(--sheet) !important; }' });
    await page.addScriptTag({ path: require.resolve('axe-core') });
    const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
      'wcag22aa', 'best-practice'] }));
    check(`axe ${colorScheme} looked at something`, found.passes.length > 30, true);
    for (const v of found.violations) {
      failures.push(`axe ${colorScheme} ${width}: ${v.id}: ${v.nodes[0].html.slice(0, 120)}: ${v.nodes[0].failureSummary}`);
    }
  }
}

async function checkMarkup(file) {
  const validator = new HtmlValidate({ extends: ['html-validate:recommended'] });
  const report = await validator.validateString(fs.readFileSync(file, 'utf8'));

  for (const result of report.results) {
    for (const m of result.messages.slice(0, 10)) {
      failures.push(`markup ${file}:${m.line}:${m.column}: ${m.message} (${m.ruleId})`);
    }
  }
}

(async () => {
  const browser = await chromium.launch({
    executablePath: program, headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const page = await open(browser, sample);
    await checkSorting(page);
    await checkFilter(page);
    await checkLinks(page);
    await checkWithoutScript(browser, sample);
    await open(browser, hostile);
    await checkNotes(browser, notes);
    await checkIndex(browser, index);
    await checkAccessibility(browser, sample, [LIGHT_AND_WIDE, DARK_AND_NARROW]);
    await checkAccessibility(browser, index, [DARK_AND_NARROW]);
    await checkMarkup(sample);
    await checkMarkup(index);
    await checkMarkup(hostile);
  } finally {
    await browser.close();
  }
  failures.forEach((failure) => console.log(failure));
  console.log(`${failures.length} failures`);
  process.exit(failures.length ? 1 : 0);
})();
