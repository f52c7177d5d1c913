"""Writes sequencer-vectors.json: vouchers signed by eth-account, which shares no code with the project.

    pip install eth-account==0.13.7 && python3 sequencer-vectors.py > sequencer-vectors.json

Deterministic: the same file every time. The first vector is the one that the original's own
typed data gives; the others walk the edges of each field.
"""
import json
import random

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak

TYPES = {
    "EIP712Domain": [
        {"name": "name", "type": "string"},
        {"name": "version", "type": "string"},
        {"name": "chainId", "type": "uint256"},
        {"name": "verifyingContract", "type": "address"},
    ],
    "ChannelData": [
        {"name": "channelId", "type": "bytes32"},
        {"name": "sequenceNumber", "type": "uint256"},
        {"name": "timestamp", "type": "uint256"},
        {"name": "recipients", "type": "address[]"},
        {"name": "amounts", "type": "uint256[]"},
    ],
}
CONTRACT = "0xe118e04431853e9df5390e1aacf36def6a7a0254"
DOCUMENTED_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
EDGES_64 = [0, 1, 2**31, 2**63 - 1, 2**63, 2**64 - 1]
EDGES_256 = [0, 1, 2**64 - 1, 2**64, 2**128, 2**255, 2**256 - 1]


def vector(chain_id, contract, channel_id, sequence, timestamp, recipients, key):
    typed = {
        "types": TYPES,
        "primaryType": "ChannelData",
        "domain": {
            "name": "StreamChannel",
            "version": "1",
            "chainId": chain_id,
            "verifyingContract": contract,
        },
        "message": {
            "channelId": channel_id,
            "sequenceNumber": sequence,
            "timestamp": timestamp,
            "recipients": [address for address, _ in recipients],
            "amounts": [amount for _, amount in recipients],
        },
    }
    message = encode_typed_data(full_message=typed)
    digest = keccak(b"\x19" + message.version + message.header + message.body)
    signed = Account.sign_message(message, key)
    return {
        "chainId": chain_id,
        "verifyingContract": contract,
        "channelId": "0x" + channel_id.hex(),
        "sequenceNumber": str(sequence),
        "timestamp": str(timestamp),
        "recipients": [[address, str(amount)] for address, amount in recipients],
        "digest": "0x" + digest.hex(),
        "privateKey": key,
        "address": Account.from_key(key).address.lower(),
        "signature": "0x" + signed.signature.hex().removeprefix("0x"),
    }


def main():
    rng = random.Random(42)

    def address():
        return "0x" + rng.randbytes(20).hex()

    vectors = [
        vector(
            338,
            CONTRACT,
            bytes([0xAB] * 32),
            1,
            1769000000,
            [("0x2aece1250b1774f3fc462424475705cf4cf539de", 1)],
            DOCUMENTED_KEY,
        )
    ]
    for i in range(27):
        recipients = [
            (address(), rng.choice(EDGES_256 + [rng.getrandbits(256), rng.getrandbits(40)]))
            for _ in range([0, 1, 2, 3, 5, 29, 30][i % 7])
        ]
        vectors.append(
            vector(
                rng.choice([338, 25, 1, 31337, 2**31]),
                address() if i % 3 == 0 else CONTRACT,
                rng.randbytes(32),
                rng.choice(EDGES_64 + [rng.getrandbits(64)]),
                rng.choice(EDGES_64 + [1769000000 + i]),
                recipients,
                "0x" + rng.randbytes(32).hex(),
            )
        )
    print("[\n" + ",\n".join(json.dumps(vector) for vector in vectors) + "\n]")


main()
