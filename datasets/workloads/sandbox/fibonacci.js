// The 15th Fibonacci number, by recursion.
const fibonacci = (n) => (n <= 1 ? n : fibonacci(n - 1) + fibonacci(n - 2));
fibonacci(15) + Number(input);
