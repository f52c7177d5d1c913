// A text to which something is appended 100 times.
let text = '';
for (let i = 0; i < 100; i++) {
  text += 'x' + i;
}
let units = 0;
for (let i = 0; i < text.length; i++) {
  units += text.charCodeAt(i);
}
text.length * 1_000_000 + units + Number(input);
