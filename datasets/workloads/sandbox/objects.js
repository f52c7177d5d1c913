// A hundred objects, those over a value copied with the value doubled.
const items = [];
for (let i = 0; i < 100; i++) {
  items.push({ id: i, name: 'item' + i, value: i * 10 });
}
const doubled = items
  .filter((item) => item.value > 500)
  .map((item) => ({ ...item, value: item.value * 2 }));
const values = doubled.reduce((sum, item) => sum + item.value, 0);
const letters = doubled.reduce((sum, item) => sum + item.name.length, 0);
doubled.length * 1_000_000_000 + values * 1_000 + letters + Number(input);
