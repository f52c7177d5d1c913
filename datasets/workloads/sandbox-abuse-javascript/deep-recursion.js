// STACK: it calls itself without end.
(function f() { f(); })();
