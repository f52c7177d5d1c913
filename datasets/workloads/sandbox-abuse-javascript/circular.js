// THREW: its result has no text.
const a = {}; a.a = a; a;
