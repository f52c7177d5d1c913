// THREW: nothing of the host is there.
if ([typeof require, typeof process, typeof fetch, typeof std, typeof os, typeof WebAssembly].some((type) => type !== 'undefined')) 'reached';
else throw new Error('nothing');
