// STACK: functions of the interpreter call each other without end.
(function f() { [1].map(f); })();
