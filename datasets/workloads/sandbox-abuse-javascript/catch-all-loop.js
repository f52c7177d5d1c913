// OUT_OF_FUEL or TIMEOUT: it catches what would end it.
for (;;) {
  try {
    (function f() { f(); })();
  } catch {}
}
