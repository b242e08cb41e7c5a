// MiniSearch on what our own results show: `node search.mjs FOLDER-OF-MINISEARCH SITE`, for bench/search.py.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createRequire } from 'node:module';

const [folder, site] = process.argv.slice(2);
const library = createRequire(`${folder}/`).resolve('minisearch');
const { default: MiniSearch } = await import(library.replace(/dist.*/, 'dist/es/index.js'));
const documents = [];
for (const file of readdirSync(`${site}/search`).filter(name => /^(briefs|actors|issues)-\d/.test(name))) {
  const text = readFileSync(`${site}/search/${file}`, 'utf8');
  const [, units] = JSON.parse(`[${text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))}]`);
  for (const [page, title, , things] of units) things.forEach((thing, at) => {
    if (thing) documents.push({ id: `${file}/${page}/${at}`, page, title, text: thing.flat().join('\n') });
  });
}
const options = { fields: ['title', 'text'], storeFields: ['page', 'title', 'text'] };
const seconds = () => process.cpuUsage().user / 1e6;
let began = seconds();
const index = new MiniSearch(options);
index.addAll(documents);
const written = JSON.stringify(index);
const indexed = seconds() - began;
began = seconds();
const again = MiniSearch.loadJSON(written, options);
again.replace({ ...documents[0], text: 'edited' });
JSON.stringify(again);
const edited = seconds() - began;
const code = readFileSync(library.replace(/dist.*/, 'dist/umd/index.js'));
console.log(JSON.stringify({ size: written.length, query: gzipSync(written).length + gzipSync(code).length, requests: 2, indexed, edited }));
