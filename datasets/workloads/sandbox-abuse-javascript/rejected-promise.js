// THREW: its promise is rejected.
Promise.reject(new Error('late'));
