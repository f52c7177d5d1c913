// THREW: its promise is never kept.
new Promise(() => {});
