// Compiles every .sol file beside it, or in the folder whose URL it is given, and prints ABI and bytecode of its contracts as JSON.
import { readFileSync, readdirSync } from 'node:fs';
import solc from 'solc';

const here = new URL(process.argv[2] ?? new URL('.', import.meta.url));
const names = readdirSync(here).filter((name) => name.endsWith('.sol')).sort();
const sources = Object.fromEntries(names.map((name) => [name, { content: readFileSync(new URL(name, here), 'utf8') }]));
const settings = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: 'cancun',
  // Without it the bytecode ends in a hash of comments and paths.
  metadata: { appendCBOR: false, bytecodeHash: 'none' },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
};
const output = JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity', sources, settings })));
// Ours compile without a warning; what somebody else puts in a folder needs only to compile.
const faults = (output.errors ?? []).filter((error) => !process.argv[2] || error.severity === 'error');
if (faults.length) {
  console.error(faults.map((error) => error.formattedMessage).join('\n'));
  process.exit(1);
}
const contracts = {};
for (const name of names) {
  for (const [contract, made] of Object.entries(output.contracts[name])) {
    const bytecode = made.evm.bytecode.object;
    if (bytecode) contracts[contract] = { abi: made.abi, bytecode: '0x' + bytecode };
  }
}
console.log(JSON.stringify({ compiler: solc.version(), evmVersion: settings.evmVersion, contracts }, null, 2));
