// OUT_OF_FUEL or TIMEOUT: it never ends.
while (true) {}
