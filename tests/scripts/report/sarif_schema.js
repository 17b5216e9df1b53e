// node sarif_schema.js SCHEMA FILE...: checks SARIF files against the 2.1.0 schema, formats too.
'use strict';
const fs = require('fs');
const Ajv = require('ajv/dist/2020');
const addFormats = require('ajv-formats');

const [schema, ...files] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
let bad = 0;
for (const file of files) {
  if (!validate(JSON.parse(fs.readFileSync(file, 'utf8')))) {
    bad++;
    console.log(file, validate.errors.slice(0, 10));
  }
}
process.exit(bad ? 1 : 0);
