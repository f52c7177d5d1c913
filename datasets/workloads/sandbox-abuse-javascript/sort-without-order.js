// OUT_OF_FUEL or TIMEOUT: comparing never ends.
[3, 1, 2].sort(() => { for (;;) {} });
