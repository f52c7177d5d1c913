// OUT_OF_MEMORY: bytes at once, more than there are.
new Uint8Array(1 << 28);
