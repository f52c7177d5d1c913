// OUT_OF_MEMORY: a text that grows twice as long each time.
let text = 'x';
const all = [];
for (;;) { all.push(text); text = (text + text).slice(0, 1 << 20) + all.length; }
