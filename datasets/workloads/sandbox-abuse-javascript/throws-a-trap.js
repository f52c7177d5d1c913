// THREW: what it throws throws when it becomes a text.
throw { toString() { throw new Error('again'); } };
