// OUT_OF_FUEL or TIMEOUT: a trap of a proxy never ends.
new Proxy({}, { ownKeys() { for (;;) {} } });
