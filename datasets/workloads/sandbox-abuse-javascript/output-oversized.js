// REJECTED: more output than is allowed.
'x'.repeat((1 << 20) + 1);
