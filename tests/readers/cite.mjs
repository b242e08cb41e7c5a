// Reads files of citations with Citation.js. For each file, one line of JSON on standard output: the CSL-JSON
// of its entries, and the first of them as a person reads it.
//
//   node cite.mjs FILE …

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(`${process.env.ONRECORD_READERS}/`)
const { Cite } = require('@citation-js/core')
for (const plugin of ['bibtex', 'csl', 'ris']) require(`@citation-js/plugin-${plugin}`)

for (const file of process.argv.slice(2)) {
  const read = new Cite(readFileSync(file, 'utf8'))
  const text = read.format('bibliography', { format: 'text', template: 'apa' })
  console.log(JSON.stringify({ entries: read.data, text }))
}
