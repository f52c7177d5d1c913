// OUT_OF_FUEL or TIMEOUT: a pattern that goes back exponentially often.
/^(a+)+$/.test('a'.repeat(40) + 'b');
