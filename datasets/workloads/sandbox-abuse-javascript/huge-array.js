// OUT_OF_MEMORY: more elements than it has memory for.
new Array(1e9).fill(0);
