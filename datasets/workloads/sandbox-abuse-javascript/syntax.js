// THREW: it is no JavaScript.
this is not javascript ((((
