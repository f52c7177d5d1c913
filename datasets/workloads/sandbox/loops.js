// The sum of i + j for i and j below 50.
let sum = 0;
for (let i = 0; i < 50; i++) {
  for (let j = 0; j < 50; j++) {
    sum += i + j;
  }
}
sum + Number(input);
