"""A paying client of eth-account and httpx, which share no code with the project.

    pay.py vouch                     vouchers on standard input: signs each, and tells who signed it
    pay.py sign JOB                  one signed payment a line, as the body of POST /settle
    pay.py burst URL FILE            sends the lines of FILE, each after the answer to the last
    pay.py live URL JOB SECONDS      signs and sends in turns

A JOB is JSON: chainId, verifyingContract, privateKey, channelId, receiver, timestamp, count. burst and
live print "ready", wait for a line, print "done", and then what they saw as JSON. The loop is that of the
document's own script: one httpx.AsyncClient, one request at a time.
"""
import asyncio
import json
import sys
import time

import httpx
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak

FIELDS = [
    {"name": "channelId", "type": "bytes32"},
    {"name": "sequenceNumber", "type": "uint256"},
    {"name": "timestamp", "type": "uint256"},
    {"name": "recipients", "type": "address[]"},
    {"name": "amounts", "type": "uint256[]"},
]


def message(voucher):
    return encode_typed_data(
        domain_data={
            "name": "StreamChannel",
            "version": "1",
            "chainId": voucher["chainId"],
            "verifyingContract": voucher["verifyingContract"],
        },
        message_types={"ChannelData": FIELDS},
        message_data={
            "channelId": bytes.fromhex(voucher["channelId"][2:]),
            "sequenceNumber": int(voucher["sequenceNumber"]),
            "timestamp": int(voucher["timestamp"]),
            "recipients": [address for address, _ in voucher["recipients"]],
            "amounts": [int(amount) for _, amount in voucher["recipients"]],
        },
    )


def vouch():
    answers = []
    for voucher in json.load(sys.stdin):
        signable = message(voucher)
        signed = Account.sign_message(signable, voucher["privateKey"])
        answers.append({
            "digest": "0x" + keccak(b"\x19" + signable.version + signable.header + signable.body).hex(),
            "signature": "0x" + signed.signature.hex().removeprefix("0x"),
            "signedBy": Account.recover_message(signable, signature=voucher["signature"]).lower(),
        })
    json.dump(answers, sys.stdout)


def payment(job, number):
    signed = Account.sign_message(
        message({**job, "sequenceNumber": number, "recipients": [[job["receiver"], number]]}),
        job["privateKey"])
    return {
        "channelId": job["channelId"],
        "amount": "1",
        "receiver": job["receiver"],
        "sequenceNumber": number,
        "timestamp": job["timestamp"],
        "userSignature": "0x" + signed.signature.hex().removeprefix("0x"),
    }


async def send(url, payments):
    """Sends payments one after the other until there are no more."""
    latencies = []
    accepted = 0
    async with httpx.AsyncClient() as client:
        (await client.get(url + "/health")).raise_for_status()
        print("ready", flush=True)
        sys.stdin.readline()
        cpu, start = time.process_time_ns(), time.perf_counter_ns()
        for body in payments(start):
            sent = time.perf_counter_ns()
            answer = await client.post(url + "/settle", json=body)
            latencies.append(time.perf_counter_ns() - sent)
            if answer.status_code == 200:
                accepted += answer.json()["channel"]["userSignature"] == body["userSignature"]
        elapsed, cpu = time.perf_counter_ns() - start, time.process_time_ns() - cpu
        print("done", flush=True)
    return {"accepted": accepted, "elapsedNs": elapsed, "cpuNs": cpu, "latenciesNs": latencies}


def burst(url, file):
    with open(file, encoding="ascii") as lines:
        bodies = [json.loads(line) for line in lines]
    json.dump({**asyncio.run(send(url, lambda start: bodies)), "signingNs": 0}, sys.stdout)


def live(url, job, seconds):
    signing = 0

    def payments(start):
        nonlocal signing
        number = 0
        while time.perf_counter_ns() - start < float(seconds) * 1e9:
            number += 1
            before = time.perf_counter_ns()
            body = payment(job, number)
            signing += time.perf_counter_ns() - before
            yield body

    seen = asyncio.run(send(url, payments))
    json.dump({**seen, "signingNs": signing}, sys.stdout)


def main(command, *arguments):
    if command == "vouch":
        vouch()
    elif command == "sign":
        job = json.loads(arguments[0])
        for number in range(1, job["count"] + 1):
            print(json.dumps(payment(job, number)))
    elif command == "burst":
        burst(*arguments)
    elif command == "live":
        live(arguments[0], json.loads(arguments[1]), arguments[2])
    else:
        sys.exit(f"there is no command {command}")


main(*sys.argv[1:])
