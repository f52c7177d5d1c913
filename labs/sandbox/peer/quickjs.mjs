// The document's own baseline: scripts in QuickJS in WebAssembly in V8, each run in a runtime of its
// own, as native QuickJS has it in this lab.
//
//     quickjs.mjs FOLDER WARM-UP-MS MS NAME=RESULT...
//
// prints "ready", waits for a line, runs NAME.js for so long each, prints "done", and then for each the
// median time from before its runtime is made to the compared result, in ms, as JSON. RESULT is what a
// script gives back for the input 0.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { getQuickJS } from 'quickjs-emscripten';

const MEMORY_BYTES = 64 << 20;

const [folder, warmUpMs, ms, ...works] = process.argv.slice(2);
const quickJs = await getQuickJS();
const now = () => process.hrtime.bigint();
let number = 0;

// One run, in nanoseconds.
function run(script, result) {
  const own = number++;
  const from = now();
  const runtime = quickJs.newRuntime({ memoryLimitBytes: MEMORY_BYTES });
  const context = runtime.newContext();
  const input = context.newString(String(own));
  context.setProp(context.global, 'input', input);
  const value = context.unwrapResult(context.evalCode(script));
  const right = context.getNumber(value) === result + own;
  const ns = Number(now() - from);
  for (const each of [value, input, context, runtime]) each.dispose();
  if (!right) throw new Error(`a wrong result of ${script}`);
  return ns;
}

function runs(script, result, forMs) {
  const until = now() + BigInt(forMs) * 1_000_000n;
  const seenNs = [];
  do seenNs.push(run(script, result));
  while (now() < until);
  return seenNs;
}

const scripts = works.map((work) => {
  const [name, result] = work.split('=');
  return { name, result: Number(result), text: readFileSync(`${folder}/${name}.js`, 'utf8') };
});
for (const { text, result } of scripts) runs(text, result, warmUpMs);
console.log('ready');
await once(process.stdin, 'data');
const medians = {};
let count = 0;
for (const { name, text, result } of scripts) {
  const seenNs = runs(text, result, ms).sort((one, other) => one - other);
  medians[name] = seenNs[seenNs.length >> 1] / 1e6;
  count += seenNs.length;
}
console.log('done');
console.log(JSON.stringify({ ...medians, runs: count }));
process.exit();
