// The sum of 2i + 1 for i below 1,000.
let sum = 0;
for (let i = 0; i < 1000; i++) {
  sum += i * 2 + 1;
}
sum + Number(input);
