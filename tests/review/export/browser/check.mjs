// node check.mjs PAGE...: what axe-core and html-validate find in each page, a finding a line, on stdout.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";
import { JSDOM } from "jsdom";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });

for (const path of process.argv.slice(2)) {
  const html = readFileSync(path, "utf8");
  const { window } = new JSDOM(html, { runScripts: "outside-only", pretendToBeVisual: true });
  window.eval(axe);
  // Contrast needs a layout, which jsdom has not. Of what is right, axe need not collect every place.
  const rules = { "color-contrast": { enabled: false } };
  const found = await window.axe.run({ resultTypes: ["violations"], rules });
  for (const { id, nodes } of found.violations) {
    for (const node of nodes) console.log(`${path}: axe: ${id}: ${node.html}`);
  }
  const report = await validator.validateString(html);
  for (const { messages } of report.results) {
    for (const each of messages) console.log(`${path}:${each.line}: html: ${each.ruleId}: ${each.message}`);
  }
  window.close();
}
