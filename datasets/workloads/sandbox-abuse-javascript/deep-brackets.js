// STACK: so deep that the parser runs out of its stack.
JSON.parse('['.repeat(100000));
