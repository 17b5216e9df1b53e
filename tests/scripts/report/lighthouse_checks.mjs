// node lighthouse_checks.mjs CHROMIUM NODE_MODULES URL...: prints one line of JSON per page: its scores, and what cost points.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [chromium, modules, ...urls] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, path)));
const { default: lighthouse } = await load('lighthouse/core/index.js');
const { launch } = await load('chrome-launcher/dist/index.js');
const chrome = await launch({
  chromePath: chromium, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-component-update'],
});
try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, {
      port: chrome.port, logLevel: 'error', onlyCategories: ['accessibility', 'best-practices'],
    });
    const lost = Object.values(lhr.audits).filter((a) => a.score !== null && a.score < 1).map((a) => a.id);
    console.log(JSON.stringify({
      url, error: lhr.runtimeError?.message, lost,
      scores: Object.fromEntries(Object.entries(lhr.categories).map(([name, c]) => [name, c.score])),
    }));
  }
} finally {
  chrome.kill();
}
