// A paying client of ethers and Node's own fetch, which share no code with the project. Commands and
// answers are those of pay.py. ethers comes from the packages that npm brings for the chain.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { SigningKey, TypedDataEncoder, recoverAddress } =
  createRequire(new URL('../../../environment/chain/', import.meta.url))('ethers');

const TYPES = {
  ChannelData: [
    { name: 'channelId', type: 'bytes32' },
    { name: 'sequenceNumber', type: 'uint256' },
    { name: 'timestamp', type: 'uint256' },
    { name: 'recipients', type: 'address[]' },
    { name: 'amounts', type: 'uint256[]' },
  ],
};

function digest(voucher) {
  const domain = {
    name: 'StreamChannel',
    version: '1',
    chainId: voucher.chainId,
    verifyingContract: voucher.verifyingContract,
  };
  return TypedDataEncoder.hash(domain, TYPES, {
    channelId: voucher.channelId,
    sequenceNumber: BigInt(voucher.sequenceNumber),
    timestamp: BigInt(voucher.timestamp),
    recipients: voucher.recipients.map(([address]) => address),
    amounts: voucher.recipients.map(([, amount]) => BigInt(amount)),
  });
}

function vouch() {
  const vouchers = JSON.parse(readFileSync(0, 'utf8'));
  const answers = vouchers.map((voucher) => {
    const hash = digest(voucher);
    return {
      digest: hash,
      signature: new SigningKey(voucher.privateKey).sign(hash).serialized,
      signedBy: recoverAddress(hash, voucher.signature).toLowerCase(),
    };
  });
  process.stdout.write(JSON.stringify(answers));
}

function payment(job, key, number) {
  const hash = digest({ ...job, sequenceNumber: number, recipients: [[job.receiver, number]] });
  return {
    channelId: job.channelId,
    amount: '1',
    receiver: job.receiver,
    sequenceNumber: number,
    timestamp: job.timestamp,
    userSignature: key.sign(hash).serialized,
  };
}

const now = () => process.hrtime.bigint();

// Sends payments one after the other until there are no more.
async function send(url, payments) {
  const health = await fetch(url + '/health');
  await health.text();
  console.log('ready');
  const lines = createInterface({ input: process.stdin });
  await new Promise((told) => lines.once('line', told));
  lines.close();
  const latenciesNs = [];
  let accepted = 0;
  const cpu = process.cpuUsage();
  const start = now();
  for (const body of payments(start)) {
    const sent = now();
    const answer = await fetch(url + '/settle', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const shown = await answer.json();
    latenciesNs.push(Number(now() - sent));
    if (answer.status === 200 && shown.channel.userSignature === body.userSignature) accepted++;
  }
  const elapsedNs = Number(now() - start);
  const used = process.cpuUsage(cpu);
  console.log('done');
  return { accepted, elapsedNs, cpuNs: (used.user + used.system) * 1000, latenciesNs };
}

async function burst(url, file) {
  const bodies = readFileSync(file, 'ascii').trim().split('\n').map((line) => JSON.parse(line));
  return { ...(await send(url, () => bodies)), signingNs: 0 };
}

async function live(url, job, seconds) {
  const key = new SigningKey(job.privateKey);
  let signing = 0n;
  function* payments(start) {
    for (let number = 1; Number(now() - start) < seconds * 1e9; number++) {
      const before = now();
      const body = payment(job, key, number);
      signing += now() - before;
      yield body;
    }
  }
  return { ...(await send(url, payments)), signingNs: Number(signing) };
}

const [command, ...given] = process.argv.slice(2);
if (command === 'vouch') {
  vouch();
} else if (command === 'sign') {
  const job = JSON.parse(given[0]);
  const key = new SigningKey(job.privateKey);
  for (let number = 1; number <= job.count; number++) console.log(JSON.stringify(payment(job, key, number)));
} else if (command === 'burst' || command === 'live') {
  const seen = command === 'burst' ? await burst(...given) : await live(given[0], JSON.parse(given[1]), Number(given[2]));
  process.stdout.write(JSON.stringify(seen));
} else {
  console.error(`there is no command ${command}`);
  process.exit(1);
}
