// THREW: what it throws is no error.
throw undefined;
