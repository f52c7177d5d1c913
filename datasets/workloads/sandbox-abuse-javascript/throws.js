// THREW: it says that it failed.
throw new TypeError('no');
